import type { Operation } from "../../domain/apim.ts";
import { scopeProblem } from "../../domain/auth0-answers.ts";
import type { DescribedOperation } from "../../imports/index.ts";
import type { SecureApiChoices } from "./choices.ts";

type Asked = SecureApiChoices["policy"]["operationScopes"];

/** Scopes of operations as a description of the API asks for them. */
export interface DescribedScopes {
  readonly scopes: Asked;
  /** How many operations of the API the description has. */
  readonly found: number;
}

/**
 * For each operation of the API the scopes that the description asks for: of the one with its method and path, whatever its
 * parameters are called, else of the one with its id. What Auth0 takes for no scope is left out.
 */
export function describedScopes(
  described: readonly DescribedOperation[],
  operations: readonly Operation[],
): DescribedScopes {
  const byCall = new Map(described.map((one) => [callOf(one), one]));
  const byName = new Map(described.map((one) => [one.name.toLowerCase(), one]));
  const pairs = operations.flatMap((operation) => {
    const one = byCall.get(callOf(operation)) ?? byName.get(operation.operationId.toLowerCase());
    const isSame = one?.method.toUpperCase() === operation.method.toUpperCase();
    return one && isSame ? [{ operationId: operation.operationId, scopes: scopesIn(one) }] : [];
  });
  return { scopes: pairs.filter(({ scopes }) => scopes.length > 0), found: pairs.length };
}

function scopesIn({ scopes = [] }: DescribedOperation): readonly string[] {
  return scopes.filter((scope) => scopeProblem(scope) === undefined);
}

/** The same for operations that the gateway cannot tell apart. */
function callOf({ method, urlTemplate }: Pick<Operation, "method" | "urlTemplate">): string {
  const [path = ""] = urlTemplate.split("?");
  return `${method.toUpperCase()} ${path
    .replace(/\{[^{}]*\}/g, "{}")
    .replace(/\/+$/, "")
    .toLowerCase()}`;
}
