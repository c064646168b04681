import { type Html, html } from "./html.ts";

/** The shapes of the pages' icons. A state has a shape of its own, so that no colour is needed to tell it. */
const shapes = {
  pass: html`<circle cx="8" cy="8" r="6.5"/><path d="M5 8.2l2.2 2.2L11.2 6"/>`,
  fail: html`<path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z"/><path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6"/>`,
  warn: html`<path d="M8 1.8l6.6 12.2H1.4z"/><path d="M8 6.2v3.9M8 12.1v.1"/>`,
  unknown: html`<circle cx="8" cy="8" r="6.5" stroke-dasharray="2.6 1.5"/><path d="M6.2 6.3a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3M8 11.4v.1"/>`,
  info: html`<circle cx="8" cy="8" r="6.5"/><path d="M8 7.4v3.8M8 4.9v.1"/>`,
  wait: html`<circle cx="8" cy="8" r="6"/>`,
  run: html`<path d="M8 1.8a6.2 6.2 0 1 1-6.2 6.2" stroke-width="2"/>`,
  skip: html`<circle cx="8" cy="8" r="6.5"/><path d="M5 8h6"/>`,
  back: html`<path d="M2.5 6.5h7a3.5 3.5 0 0 1 0 7H6"/><path d="M5.5 3.5l-3 3 3 3"/>`,
  create: html`<path d="M8 3v10M3 8h10"/>`,
  update: html`<path d="M2.5 13.5l.8-3.2 7.6-7.6 2.4 2.4-7.6 7.6z"/><path d="M9.2 4.4l2.4 2.4"/>`,
  delete: html`<path d="M2.8 4.3h10.4M6.3 4.3V2.6h3.4v1.7M4.4 4.3l.6 9.2h6l.6-9.2M6.9 7v4M9.1 7v4"/>`,
  in: html`<path d="M9.5 2.5h4v11h-4"/><path d="M2 8h7.5M6.5 4.8L9.7 8l-3.2 3.2"/>`,
  no: html`<path d="M13.5 2v12" stroke-width="2.4"/><path d="M1.8 8h8M7 5l3 3-3 3"/>`,
  key: html`<circle cx="4.9" cy="11.1" r="3.1"/><path d="M7.2 8.8L14 2M11 5l2.2 2.2M9 7l1.6 1.6"/>`,
  lock: html`<path d="M3.5 7.5h9V14h-9z"/><path d="M5.3 7.5V5a2.7 2.7 0 0 1 5.4 0v2.5"/>`,
} as const;

/** The name of a shape. */
export type Shape = keyof typeof shapes;

/** The colour that an icon has in every theme. */
export type Tone = "pass" | "fail" | "warn" | "info" | "wait" | "run";

/** An icon; what it says stands beside it in words. */
export function icon(shape: Shape, tone: Tone, size: "" | "big" = ""): Html {
  return html`<svg class="icon ${tone} ${size}" viewBox="0 0 16 16" aria-hidden="true">${shapes[shape]}</svg>`;
}
