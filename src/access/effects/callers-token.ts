import {
  type Code,
  decodeEntities,
  type EffectiveElement,
  evaluateCode,
  PassedOver,
} from "../../policy/index.ts";
import { type Caller, type CallerToken, tokenAt } from "../callers/caller.ts";
import { jwtThing, tokenOfText } from "../callers/context.ts";
import { judgeToken } from "../callers/token-verdict.ts";
import type { CheckVerdict } from "../callers/verdict.ts";
import type { Refusal } from "../ends.ts";
import type { Sent, State } from "../state.ts";
import type { TokenCheck } from "../token-check.ts";
import { readCode, withVariables } from "../variables.ts";
import type { Walk } from "../walk.ts";
import { attributeOf, attributeText, notKnown } from "../written.ts";
import { placeOf } from "./places.ts";

/** A check of tokens that a call has come to. */
interface Met {
  readonly read: TokenCheck;
  readonly element: EffectiveElement;
  readonly source: string | undefined;
  readonly whose: Sent;
}

/** What a check that fails answers. */
export function refusalBy({ status, check }: TokenCheck): Refusal {
  return { status, by: check.from, isError: true };
}

/** A check of tokens, met by a certain caller. */
export function withCallersToken(met: Met, caller: Caller, state: State, walk: Walk): readonly State[] {
  const { read, element } = met;
  const token = tokenSent(met, caller, state, walk);
  const verdict = verdictOn(token, met);
  switch (verdict.kind) {
    case "passes":
      return [token === "unknown" || !token ? state : withVariable(state, token, element, walk)];
    case "fails":
      return walk.end("refused", state, refusalBy(read));
    case "unknown": {
      const at = `${element.name} in ${placeOf(element)}`;
      // whoever fails a later check for certain may have been refused here, with another status
      walk.ends.note("refused", state, refusalBy(read));
      return [walk.guarded(state, `Whether ${at} takes this caller is not known: ${verdict.why}`)];
    }
  }
}

function verdictOn(token: CallerToken | undefined | "unknown", { read, whose }: Met): CheckVerdict {
  if (read.effect === "unknown") return { kind: "unknown", why: read.why ?? "it cannot be read" };
  if (read.effect === "refuses everybody") return { kind: "fails" };
  if (whose === "ours") return { kind: "unknown", why: "it checks a token that a policy has put in" };
  if (token === "unknown") return { kind: "unknown", why: "which token it checks cannot be told" };
  return judgeToken(read, token);
}

/** The caller's token where the check looks; `undefined` when none is sent there. */
function tokenSent(
  { source, element }: Met,
  caller: Caller,
  state: State,
  walk: Walk,
): CallerToken | undefined | "unknown" {
  if (source === undefined) return "unknown";
  if (source.startsWith("value ")) return tokenWritten(element, state, walk);
  if (state.sent.has(source) || state.sent.has("*")) return "unknown";
  return tokenAt(caller, source);
}

/** The token that `token-value` gives. */
function tokenWritten(
  { element }: EffectiveElement,
  state: State,
  walk: Walk,
): CallerToken | undefined | "unknown" {
  const code = readCode(decodeEntities(attributeOf(element, "token-value")?.value ?? "").trim());
  const value = code && evaluated(withVariables(code, state.variables), state, walk);
  if (value === "" || value === null) return undefined;
  return tokenOfText(value) ?? "unknown";
}

function evaluated(code: Code, state: State, walk: Walk): unknown {
  try {
    return evaluateCode(code, walk.contextOf(state));
  } catch (error) {
    if (error instanceof PassedOver) return undefined;
    throw error;
  }
}

function withVariable(
  state: State,
  token: CallerToken,
  { element }: EffectiveElement,
  { outlook }: Walk,
): State {
  const name = attributeText(element, "output-token-variable-name");
  if (name === undefined || name === notKnown || !outlook.reads(name)) return state;
  const value = { kind: "literal", value: jwtThing(token), key: "#token of the caller" } as const;
  return { ...state, variables: new Map(state.variables).set(name, value) };
}
