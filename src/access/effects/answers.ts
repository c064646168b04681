import { childElements, type EffectiveElement, elementValue } from "../../policy/index.ts";
import { shortened } from "../grip.ts";
import type { State } from "../state.ts";
import { extended, stronger } from "../trail.ts";
import type { Effect, Walk } from "../walk.ts";
import { attributeText, notKnown, textOrUnknown } from "../written.ts";
import { placeOf } from "./places.ts";

/** `return-response`. */
export const returnResponse: Effect = (element, state, walk) => {
  const [status] = childElements(element.element, "set-status");
  if (status) return answered(attributeText(status, "code") ?? notKnown, element, state, walk);
  const isOthers = attributeText(element.element, "response-variable-name") !== undefined;
  return answered(isOthers ? notKnown : "200", element, state, walk);
};

/** `mock-response`. */
export const mockResponse: Effect = (element, state, walk) =>
  answered(attributeText(element.element, "status-code") ?? "200", element, state, walk);

/** `set-status`, which ends nothing: in `on-error` it decides whether the answer is one of success. */
export const setStatus: Effect = ({ element }, state, { caller }) => {
  const code = attributeText(element, "code") ?? notKnown;
  return [{ ...state, succeeds: /^2\d\d$/.test(code), ...(caller && { status: code }) }];
};

function answered(code: string, element: EffectiveElement, state: State, walk: Walk): readonly State[] {
  const kind = /^[1-5]\d\d$/.exec(code)?.[0].charAt(0);
  if (kind === "4" || kind === "5") {
    const by = element.origin.placeOf(element.element.span.start);
    return walk.end("refused", state, { status: Number(code), by, isError: false });
  }
  if (kind === "3") return walk.end("redirected", state);
  const isSuccess = kind === "2";
  const reached = isSuccess
    ? state
    : walk.guarded(
        state,
        `Whether ${element.name} in ${placeOf(element)} refuses is not known: its status is ${shortened(code)}`,
      );
  return answer(reached, element, walk);
}

function answer(state: State, element: EffectiveElement, walk: Walk): readonly State[] {
  if (walk.section !== "on-error") return walk.end("answered", state);
  return walk.end("answered", afterError(state, element, walk));
}

/** A call that failed and is answered as if it had not: what it got is known only where a backend was called for it. */
export function afterError(state: State, by: EffectiveElement | undefined, walk: Walk): State {
  const what = by ? `${by.name} in ${placeOf(by)}` : "by set-status";
  walk.watch?.answersError(by);
  walk.tell(`on-error answers a call that failed with success: ${what}.`);
  if (state.called) return state;
  const reason = `What on-error answers with success after a failed check is not known (${what})`;
  return { ...state, guard: stronger(state.guard, "unknown"), trails: extended(state.trails, { reason }) };
}

/** `forward-request`: the call has reached the backend. */
export const forwardRequest: Effect = (_element, state, walk) =>
  walk.section === "backend" ? walk.end("through", state) : [{ ...state, called: true }];

/** The condition that a call is answered with what an earlier one got. */
const cached = "answer in the cache";

/** `cache-lookup`: what was kept for one caller is given to another, unless it is kept for each token. */
export const cacheLookup: Effect = (element, state, walk) => {
  const { keepsAnswers } = walk.outlook;
  if (walk.section === "on-error" || keepsAnswers === false) return [state];
  const varies = childElements(element.element, "vary-by-header").some((child) => {
    const name = textOrUnknown(elementValue(child, element.origin.text)).toLowerCase();
    return name === notKnown || walk.outlook.tokenHeaders.has(name);
  });
  const hit = { ...state, trails: extended(state.trails, { when: [cached] }) };
  const at = `The cache of ${placeOf(element)}`;
  const reason = keepsAnswers
    ? `${at} keeps answers by the token's header, and whose they are is not known`
    : `${at} may give what it keeps before anything is checked: whether answers are put into it is not known`;
  if (keepsAnswers && !varies && state.guard !== "check") {
    walk.watch?.see(element, { kind: "answers from the cache" });
  }
  walk.ends.note("answered", varies || !keepsAnswers ? walk.guarded(hit, reason) : hit);
  return [state];
};
