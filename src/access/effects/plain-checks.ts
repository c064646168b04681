import type { EffectiveElement } from "../../policy/index.ts";
import { type PlainCheck, readAddressCheck, readCertificateCheck, readHeaderCheck } from "../plain-checks.ts";
import type { State } from "../state.ts";
import { extended } from "../trail.ts";
import type { Effect, Walk } from "../walk.ts";
import { placeOf } from "./places.ts";

function checked(
  read: PlainCheck | undefined,
  element: EffectiveElement,
  state: State,
  walk: Walk,
): readonly State[] {
  if (!read) return [state];
  const at = `${element.name} in ${placeOf(element)}`;
  switch (read.effect) {
    case "rejects":
      return [walk.checked(state, read.check)];
    case "lets pass":
      walk.tell(`${at} restricts nobody: ${read.why}.`);
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

/** `check-header`. */
export const checkHeader: Effect = (element, state, walk) =>
  checked(readHeaderCheck(element), element, state, walk);
