import type { AccessChange, WantedToken } from "../../access/index.ts";
import type { PolicyLevel } from "../../domain/apim.ts";
import type { Reservation } from "../assurance.ts";
import type { SecureApiSnapshot } from "./snapshot.ts";

type Told = AccessChange["open"][number];

/**
 * What keeps from saying that the API is secured, as who gets in at its operations tells it: somebody without a token of the link
 * does, or a token of the link does not, or neither can be told. Nothing, where every operation is proved by every way.
 */
export function notProved(
  snapshot: Pick<SecureApiSnapshot, "api">,
  access: AccessChange,
  { audience }: Pick<WantedToken, "audience">,
): readonly Reservation[] {
  const open =
    "Let the check stand before whatever answers there, or in the policy of the operation itself; if it is meant to be open, leave it so.";
  const link = `tokens for “${audience}”`;
  const say = (told: readonly Told[], found: (who: Told) => string, advice: string) =>
    told.map((who) => reservation(snapshot, who, `${found(who)} at ${operationsOf(who)}.`, advice));
  return [
    ...say(access.open, ({ name }) => `Somebody with no token gets in (${name})`, open),
    ...say(
      access.perhapsOpen,
      ({ name }) => `Whether somebody with no token gets in (${name}) is not known`,
      open,
    ),
    ...say(
      access.notLetIn,
      ({ fate: { after } }) =>
        after.kind === "unknown" ? `Whether ${link} get in is not known` : `A policy refuses ${link}`,
      "Look at the policies that a call meets there, and see that their checks take these tokens.",
    ),
  ];
}

/** Whoever else gets in by checks that the person wants to keep. */
export function othersGetIn(
  { api }: Pick<SecureApiSnapshot, "api">,
  { others }: AccessChange,
): readonly Reservation[] {
  if (others.length === 0) return [];
  const level = { kind: "api", instance: api.instance, apiId: api.apiId } as const;
  const place = { level, name: `the policy of “${api.displayName}”`, line: undefined };
  return [
    {
      kind: "other-issuer",
      place,
      found: `By checks that are there others get in, too: ${others.map(({ name }) => name).join("; ")}.`,
      advice: "Choose to replace those checks where only tokens of this link are to get in.",
      blocks: false,
    },
  ];
}

/** So many operations are named. */
const mostNamed = 3;

function operationsOf({ operations }: Told): string {
  const names = operations.map(({ method, path, operation }) =>
    path === undefined ? (operation ?? "operations that are not known") : `${method ?? "*"} ${path}`,
  );
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : "";
  return names.slice(0, mostNamed).join(", ") + more;
}

function reservation(
  { api }: Pick<SecureApiSnapshot, "api">,
  { operations }: Told,
  found: string,
  advice: string,
): Reservation {
  const { instance, apiId } = api;
  const [only, ...more] = operations;
  const operationId = more.length === 0 ? only?.operation : undefined;
  const level: PolicyLevel = operationId
    ? { kind: "operation", instance, apiId, operationId }
    : { kind: "api", instance, apiId };
  const name = operationId
    ? `the policy of the operation “${operationId}”`
    : `the policy of “${api.displayName}”`;
  return { kind: "not-proved", place: { level, name, line: undefined }, found, advice, blocks: false };
}
