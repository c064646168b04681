import type { ToldEntry } from "./difference.ts";
import type { Check, Verdict } from "./report.ts";

/** The weakest first. */
export const verdicts: readonly Verdict[] = ["open", "key", "unknown", "restricted", "closed"];

/** What each verdict means. */
export const meanings: Readonly<Record<Verdict, string>> = {
  open: "Anybody gets in. No check refuses, and no key is asked for.",
  key: "Whoever has a subscription key gets in. A key says which product, not who.",
  unknown: "It hangs on something that cannot be known. The notes say on what.",
  restricted: "Every way through asks for a token, a certificate, an address or the like.",
  closed: "Nobody gets in: every call is refused, or checks contradict each other.",
};

/** How operations are named of which there is no list. */
export const unlistedOperations = "(all operations)";

/** An operation as people name it. */
export function operationName({ method, path, operation }: ToldEntry): string {
  const call = [method, path].filter((part) => part !== undefined).join(" ");
  if (operation === null) return unlistedOperations;
  return call === "" ? operation : call;
}

/** A check in a few words. */
export function checkInWords({ kind, issuers, audiences, claims, rejects }: Check): string {
  const words: Readonly<Record<Check["kind"], string>> = {
    jwt: `token of ${listed(issuers)}`,
    entra: `Microsoft Entra token of ${listed(issuers)}`,
    certificate: "client certificate",
    address: "address of the caller",
    header: "value of a header",
    key: "subscription key",
    other: "condition the caller cannot choose",
  };
  const audience = audiences && audiences.length > 0 ? ` for ${listed(audiences)}` : "";
  const claim = claims && claims.length > 0 ? ` with ${claims.map(({ name }) => name).join(", ")}` : "";
  return `${words[kind]}${audience}${claim}${rejects ? "" : " (keeps nobody out)"}`;
}

function listed(values: readonly string[] = []): string {
  return values.length === 0 ? "?" : values.join(" or ");
}

/** Where a check stands, as editors make it clickable. */
export function placeInWords({ from }: Check): string {
  return `${from.file}:${from.line}`;
}

/** The checks of an entry's ways, each once, with places. */
export function checksOf({ paths }: ToldEntry): readonly Check[] {
  const seen = new Map<string, Check>();
  for (const check of paths.flatMap(({ checks }) => checks))
    seen.set(`${check.kind} ${placeInWords(check)}`, check);
  return [...seen.values()];
}

/** How an entry's call comes: by which key, or without any. A call that runs in the context of an open product brings none. */
export function wayInWords({ product, subscriptionKey }: ToldEntry): string {
  if (product !== null) {
    if (subscriptionKey === "not-required") return `no key, open product ${product}`;
    return subscriptionKey === "required" ? `key of ${product}` : `perhaps a key of ${product}`;
  }
  if (subscriptionKey === "unknown") return "perhaps a key";
  return subscriptionKey === "required" ? "key of the API" : "no key";
}
