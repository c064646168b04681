import { isPolicyName } from "../../policy/index.ts";
import type { Effect } from "../walk.ts";
import { cacheLookup, forwardRequest, mockResponse, returnResponse, setStatus } from "./answers.ts";
import { validateEntra, validateJwt } from "./check-token.ts";
import { choose } from "./choose.ts";
import { answering, authenticate, changing, overwriting, setMethod, setVariable } from "./messages.ts";
import { placeOf } from "./places.ts";
import { checkHeader, ipFilter, validateCertificate } from "./plain-checks.ts";
import { refusingBy } from "./refusing-with-success.ts";
import { retry } from "./retry.ts";
import { wait } from "./wait.ts";

/** Runs what is within, once. */
const within: Effect = (element, state, walk) => walk.run(element.children, [state]);

/** A policy that keeps nobody out for who they are. An expression in it may throw, which refuses the call. */
const passing: Effect = (element, state, walk) => {
  const { start, end } = element.element.span;
  const text = element.origin.text.slice(start, end);
  if (!/\bthrow\b\s+new\b/.test(text)) return [state];
  return [walk.guarded(state, `An expression of ${element.name} in ${placeOf(element)} may refuse the call`)];
};

/** One after the other. */
function both(first: Effect, second: Effect): Effect {
  return (element, state, walk) => first(element, state, walk).flatMap((each) => second(element, each, walk));
}

const effects: ReadonlyMap<string, Effect> = new Map<string, Effect>([
  ["authentication-basic", authenticate],
  ["authentication-managed-identity", authenticate],
  ["cache-lookup", cacheLookup],
  ["cache-lookup-value", answering("variable-name", "unknown")],
  ["check-header", refusingBy("failed-check-httpcode", checkHeader)],
  ["choose", choose],
  ["forward-request", forwardRequest],
  ["get-authorization-context", answering("context-variable-name", "unknown")],
  ["invoke-dapr-binding", answering("response-variable-name", "unknown")],
  ["ip-filter", ipFilter],
  ["limit-concurrency", within],
  ["mock-response", mockResponse],
  ["retry", retry],
  ["return-response", returnResponse],
  ["rewrite-uri", changing(/Request\.Url/)],
  ["send-request", answering("response-variable-name", "answer")],
  ["set-body", both(changing(/Request\.Body/), passing)],
  ["set-header", both(overwriting("header"), passing)],
  ["set-method", setMethod],
  ["set-query-parameter", overwriting("query")],
  ["set-status", setStatus],
  ["set-variable", both(setVariable, passing)],
  ["validate-azure-ad-token", refusingBy("failed-validation-httpcode", validateEntra)],
  ["validate-client-certificate", validateCertificate],
  ["validate-jwt", refusingBy("failed-validation-httpcode", validateJwt)],
  ["wait", wait],
]);

/** What the policy `name` does to a call; `undefined` for what is no policy. */
export function effectOf(name: string): Effect | undefined {
  return effects.get(name) ?? (isPolicyName(name) ? passing : undefined);
}
