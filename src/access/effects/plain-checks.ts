import type { EffectiveElement } from "../../policy/index.ts";
import { type PlainCheck, readAddressCheck, readCertificateCheck, readHeaderCheck } from "../plain-checks.ts";
import type { State } from "../state.ts";
import { extended } from "../trail.ts";
import type { Effect, Walk } from "../walk.ts";
import { attributeText } from "../written.ts";
import { withCaller } from "./callers-plain.ts";
import { placeOf } from "./places.ts";

function checked(
  read: PlainCheck | undefined,
  element: EffectiveElement,
  state: State,
  walk: Walk,
): readonly State[] {
  if (walk.caller) return withCaller(read, element, walk.caller, state, walk);
  if (!read) return [state];
  const at = `${element.name} in ${placeOf(element)}`;
  if (element.element.broken) {
    const check = { ...read.check, rejects: false };
    return [walk.guarded(state, `What ${at} proves is not known: its attributes cannot be read`, check)];
  }
  switch (read.effect) {
    case "rejects":
      return [walk.checked(state, read.check)];
    case "lets pass":
      walk.tell(`${at} restricts nobody: ${read.why}.`);
      walk.watch?.see(element, { kind: "keeps nobody out", why: read.why ?? "" });
      return [{ ...state, trails: extended(state.trails, { check: read.check }) }];
    case "unknown":
      return [walk.guarded(state, `What ${at} proves is not known: ${read.why}`, read.check)];
  }
}

/** `validate-client-certificate`. */
export const validateCertificate: Effect = (element, state, walk) =>
  checked(readCertificateCheck(element), element, state, walk);

/** `ip-filter`. */
export const ipFilter: Effect = (element, state, walk) =>
  checked(readAddressCheck(element), element, state, walk);

/** `check-header`. What a policy before it has put there is not what the caller sent. */
export const checkHeader: Effect = (element, state, walk) => {
  const name = attributeText(element.element, "name")?.toLowerCase();
  const whose = state.sent.get(`header ${name}`) ?? state.sent.get("*") ?? "the caller's";
  const read = readHeaderCheck(element);
  const why = "a policy before it sets the header";
  const ofOurs = { check: { ...read.check, rejects: false }, effect: "unknown", why } as const;
  return checked(whose === "the caller's" ? read : ofOurs, element, state, walk);
};
