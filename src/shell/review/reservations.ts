import { l10n } from "vscode";
import {
  type Assurance,
  describeReservation,
  type PolicyPlace,
  type Reservation,
} from "../../workflows/assurance.ts";
import { type Html, html } from "./html.ts";
import { icon } from "./icons.ts";

const open = "open-place:";

/** What keeps an API from being called secured: each with its place, as a link to it, and with what to do. */
export function renderReservations(assurance: Assurance): Html {
  if (assurance.kind === "assured") return html``;
  return html`<section class="reservations"><h2>${l10n.t("Found in the policies")}</h2>
<ul>${assurance.reservations.map(renderReservation)}</ul></section>`;
}

function renderReservation({ found, advice, place }: Reservation, index: number): Html {
  const where = place.line === undefined ? place.name : l10n.t("line {0} of {1}", place.line, place.name);
  return html`<li>${icon("warn", "warn")}<div><p><span class="strong">${found}</span></p>
<p><button type="button" class="link" data-action="${open}${index}">${where}</button></p>
<p>${advice}</p></div></li>`;
}

/** The place that a button of {@link renderReservations} leads to; `undefined` for any other button. */
export function placeOf(action: string, assurance: Assurance): PolicyPlace | undefined {
  if (assurance.kind === "assured" || !action.startsWith(open)) return undefined;
  return assurance.reservations[Number(action.slice(open.length))]?.place;
}

/** The first reservation with its place, and how many more there are, for a notification; empty when there is none. */
export function summariseReservations(assurance: Assurance): string {
  if (assurance.kind === "assured") return "";
  const [first, ...more] = assurance.reservations;
  const text = describeReservation(first);
  return more.length === 0 ? text : l10n.t("{0} And {1} more.", text, more.length);
}
