import { decodeEntities, type EffectiveElement } from "../../policy/index.ts";
import { areDisjoint, commonIssuers } from "../issuers.ts";
import type { Check } from "../report.ts";
import type { Sent, State, TokenFacts } from "../state.ts";
import { readEntraCheck, readJwtCheck, type TokenCheck } from "../token-check.ts";
import { extended } from "../trail.ts";
import { fromSource } from "../variables.ts";
import type { Effect, Walk } from "../walk.ts";
import { attributeOf, attributeText } from "../written.ts";
import { refusalBy, withCallersToken } from "./callers-token.ts";
import { placeOf } from "./places.ts";
import { whoseIs } from "./whose.ts";

/** `validate-jwt`. */
export const validateJwt: Effect = (element, state, walk) =>
  checkToken(remembered(element, walk, readJwtCheck), element, state, walk);

/** `validate-azure-ad-token`. */
export const validateEntra: Effect = (element, state, walk) =>
  checkToken(remembered(element, walk, readEntraCheck), element, state, walk);

function remembered(
  standing: EffectiveElement,
  { tokens }: Walk,
  read: (standing: EffectiveElement) => TokenCheck,
): TokenCheck {
  const check = tokens.get(standing.element) ?? read(standing);
  tokens.set(standing.element, check);
  return check;
}

/** Where the token comes from, and whose it is. */
function tokenIn(
  read: TokenCheck,
  element: EffectiveElement,
  state: State,
): { readonly source: string | undefined; readonly whose: Sent } {
  const { source } = read;
  if (source === undefined) {
    return {
      source,
      whose: [...state.sent.values()].every((one) => one === "the caller's") ? "the caller's" : "unknown",
    };
  }
  if (source === "value") {
    const written = decodeEntities(attributeOf(element.element, "token-value")?.value ?? "").trim();
    return { source: `value ${written}`, whose: whoseIs(written, state) };
  }
  return { source, whose: state.sent.get(source) ?? state.sent.get("*") ?? "the caller's" };
}

function checkToken(read: TokenCheck, element: EffectiveElement, state: State, walk: Walk): readonly State[] {
  const { caller } = walk;
  const { source, whose } = tokenIn(read, element, state);
  const after = withVariable(state, element, walk);
  const at = `${element.name} in ${placeOf(element)}`;
  if (whose === "nothing") {
    const why = "a policy before it takes the token away";
    walk.tell(`${at} accepts nobody: ${why}.`);
    walk.watch?.see(element, { kind: "accepts nobody", why });
    return walk.end("refused", state, refusalBy(read));
  }
  if (caller) return withCallersToken({ read, element, source, whose }, caller, after, walk);
  if (whose === "ours") {
    const why = "it checks a token that the caller does not send";
    walk.tell(`${at} restricts nobody: ${why}.`);
    walk.watch?.see(element, { kind: "keeps nobody out", why });
    return [noting(after, { ...read.check, rejects: false })];
  }
  if (whose === "unknown") return [walk.guarded(after, `Whose token ${at} checks is not known`, read.check)];
  switch (read.effect) {
    case "unknown":
      return [walk.guarded(after, `What ${at} does is not known: ${read.why}`, read.check)];
    case "lets pass":
      walk.tell(`${at} restricts nobody: ${read.why}.`);
      walk.watch?.see(element, { kind: "keeps nobody out", why: read.why ?? "" });
      return [noting(after, read.check)];
    case "refuses everybody":
      walk.tell(`${at} accepts nobody: ${read.why}.`);
      walk.watch?.see(element, { kind: "accepts nobody", why: read.why ?? "" });
      return walk.end("refused", state);
    case "rejects":
      return withToken({ read, element, source }, after, walk);
  }
}

function noting(state: State, check: Check): State {
  return { ...state, trails: extended(state.trails, { check }) };
}

function withVariable(state: State, { element }: EffectiveElement, walk: Walk): State {
  const name = attributeText(element, "output-token-variable-name");
  if (name === undefined || !walk.outlook.reads(name)) return state;
  return { ...state, variables: new Map(state.variables).set(name, fromSource("token", name)) };
}

/** A check of a token, and where that is read from. */
interface MetCheck {
  readonly read: TokenCheck;
  readonly element: EffectiveElement;
  readonly source: string | undefined;
}

/** A token that passed other checks before must pass this one too. */
function withToken({ read, element, source }: MetCheck, state: State, walk: Walk): readonly State[] {
  const { check, issuers, audiences } = read;
  if (source === undefined) return [walk.checked(state, check)];
  const before = state.tokens.get(source);
  const both = before && `${placeOf(before.by)}, and ${placeOf(element)}`;
  if (before?.issuers && issuers && areDisjoint(before.issuers, issuers)) {
    walk.tell(`No token passes both checks of the same token, in ${both}: they accept different issuers.`);
    walk.watch?.see(element, { kind: "never agrees", other: before.by });
    return walk.end("refused", state);
  }
  if (before && !(before.issuers && issuers)) {
    walk.tell(
      `Whether any token passes both checks of the same token, in ${both}, is not known: an issuer is not.`,
    );
  }
  if (before?.audiences && audiences && [...before.audiences].every((one) => !audiences.has(one))) {
    walk.tell(`Only a token with several audiences passes both checks, in ${both}: theirs differ.`);
    walk.watch?.see(element, { kind: "other audiences", other: before.by });
  }
  const facts: TokenFacts = {
    issuers: commonIssuers(before?.issuers, issuers),
    audiences: audiences ?? before?.audiences,
    by: before?.issuers && !issuers ? before.by : element,
  };
  const next = walk.checked(state, check);
  return [{ ...next, tokens: new Map(state.tokens).set(source, facts) }];
}
