import { type AccessEntry, accessOf } from "../../../access/index.ts";
import type { WantedCheck } from "./placed-check.ts";

const fragmentId = "fragment";
const including = `<policies><inbound><include-fragment fragment-id="${fragmentId}" /></inbound></policies>`;
const place = { file: "", line: 1 };

type Check = AccessEntry["paths"][number]["checks"][number];

/** Whether whoever includes a fragment with this text lets exactly those in who have a token as it is wanted. */
export function isCheckedBy(wanted: WantedCheck, text: string): boolean {
  const { sharing } = wanted.snapshot;
  const api = {
    name: "api",
    facts: {},
    subscriptionRequired: false,
    keyPlace: place,
    policy: { level: "api", file: "", text: including },
    operations: [{ name: "call", facts: {}, method: undefined, urlTemplate: undefined, policy: undefined }],
    listed: "all",
  } as const;
  const space = {
    workspace: undefined,
    policy: undefined,
    products: [],
    apis: [api],
    fragments: new Map([[fragmentId, { level: "fragment", file: "", text } as const]]),
    namedValues: new Map(
      (sharing?.namedValues ?? []).map(({ displayName, value }) => [
        displayName,
        value === undefined ? ({ kind: "secret" } as const) : ({ kind: "text", text: value } as const),
      ]),
    ),
  };
  const { entries } = accessOf({ spaces: [space], notes: [] });
  return entries.every(
    ({ verdict, paths }) =>
      verdict === "restricted" &&
      paths.every(({ checks }) => checks.filter(({ rejects }) => rejects).length === 1) &&
      paths.every(({ checks }) => checks.some((check) => check.rejects && isWanted(check, wanted))),
  );
}

function isWanted(check: Check, { audience, requiredScopes, snapshot }: WantedCheck): boolean {
  const { kind, issuers, discovery, audiences, claims = [] } = check;
  const asked = claims.every(({ name, match }) => name === "scope" && match === "all");
  const scopes = new Set(claims.flatMap(({ values }) => values));
  return (
    kind === "jwt" &&
    sameTexts(discovery, [snapshot.discovery.url]) &&
    sameTexts(issuers, [snapshot.discovery.issuer]) &&
    sameTexts(audiences, [audience]) &&
    asked &&
    sameTexts([...scopes], requiredScopes)
  );
}

function sameTexts(one: readonly string[] = [], other: readonly string[]): boolean {
  return one.length === other.length && other.every((text) => one.includes(text));
}
