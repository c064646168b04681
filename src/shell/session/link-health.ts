import { l10n } from "vscode";
import {
  type AccessEntry,
  type Caller,
  callersOf,
  checkInWords,
  checksOf,
  type Fate,
  Fates,
  type InstanceSnapshot,
  placeLabel,
} from "../../access/index.ts";
import type { LinkedToken, LinkState } from "../access-states.ts";

/** More operations than these are counted only. */
const mostNamed = 3;

/** What is wrong with a link at an operation; the worst first. */
type Fault = "unchecked" | "other" | "refused" | "unknown";
const faults: readonly Fault[] = ["unchecked", "other", "refused", "unknown"];

/** One fault, where it is, and what it comes from. */
interface Found {
  readonly fault: Fault;
  readonly operation: string;
  readonly why: string;
}

/**
 * What becomes of a link's tokens at every operation of the one API of `snapshot`, by every key: healthy is a link whose tokens get in
 * everywhere, and without which nobody does. `entries` are what the rules of access say of that API.
 */
export function judgeLink(
  snapshot: InstanceSnapshot,
  entries: readonly AccessEntry[],
  { issuer, audience }: LinkedToken,
): LinkState {
  const discoveryUrl = `${issuer}.well-known/openid-configuration`;
  const callers = callersOf([snapshot], { issuer, audience, discoveryUrl, scopes: [] });
  const { plain, bearing } = sortedOut(callers, issuer, audience, discoveryUrl);
  const fates = new Fates(snapshot);
  const operations = [...new Map(entries.map((entry) => [entry.operation, entry])).values()];
  const found = operations.flatMap((operation): readonly Found[] => {
    const name = nameOf(operation);
    const own = entries.filter((entry) => entry.operation === operation.operation);
    const without = plain.flatMap((caller) => faultWithout(fates.of(operation, caller), caller));
    return [
      ...(without.length > 0 ? without : faultPast(own)),
      ...bearing.flatMap((caller) => faultWith(fates.of(operation, caller), own, { issuer, audience })),
    ].map((one) => ({ ...one, operation: name }));
  });
  return stateOf(bearing.length === 0 || operations.length === 0 ? [...found, notFollowed()] : found);
}

/** Who calls without a token, and who with one of the link: without a key only where none is needed, else that is what stops them. */
function sortedOut(callers: readonly Caller[], issuer: string, audience: string, discoveryUrl: string) {
  const needsKey = callers.some(({ key }) => key === "api");
  const isOfLink = ({ token }: Caller) =>
    token?.issuer === issuer &&
    token.scopes === "all" &&
    token.audiences.includes(audience) &&
    token.keys.includes(discoveryUrl);
  // of each key the first caller has nothing but that key
  const plain = [...new Map(callers.toReversed().map((one) => [JSON.stringify(one.key), one])).values()];
  return { plain, bearing: callers.filter((one) => isOfLink(one) && !(needsKey && one.key === "none")) };
}

function faultWithout(fate: Fate, { key }: Caller): readonly Omit<Found, "operation">[] {
  const byKey = key === "none" ? l10n.t("anybody gets in without a token") : l10n.t("a key alone is enough");
  switch (fate.kind) {
    case "in":
      return [{ fault: "unchecked", why: byKey }];
    case "unknown":
      return [{ fault: "unknown", why: fate.why }];
    case "refused":
      return [];
  }
}

/** Whoever gets past the checks by what anybody can show; no list of callers holds all of those. */
function faultPast(entries: readonly AccessEntry[]): readonly Omit<Found, "operation">[] {
  const isPast = entries.some(({ verdict }) => ["open", "key", "unknown"].includes(verdict));
  const why = l10n.t("what anybody can show may lead past the checks");
  return isPast ? [{ fault: "unknown", why }] : [];
}

function faultWith(
  fate: Fate,
  entries: readonly AccessEntry[],
  { issuer, audience }: LinkedToken,
): readonly Omit<Found, "operation">[] {
  switch (fate.kind) {
    case "in":
      return [];
    case "unknown":
      return [{ fault: "unknown", why: fate.why }];
    case "refused": {
      const { by, status } = fate;
      const place = by ? placeLabel(by) : l10n.t("a place that is not known");
      const check = entries
        .flatMap(checksOf)
        .find(({ from }) => by && from.file === by.file && from.line === by.line);
      const isForIt =
        takes(check?.issuers, issuer) && takes(check?.audiences, audience) && check?.kind === "jwt";
      if (check && !isForIt && (check.kind === "jwt" || check.kind === "entra"))
        return [{ fault: "other", why: l10n.t("it asks for a {0} ({1})", checkInWords(check), place) }];
      return [{ fault: "refused", why: l10n.t("its tokens get {0} from {1}", status ?? "?", place) }];
    }
  }
}

/** Without a list any value will do, and one that is not known may be it. */
function takes(list: readonly string[] | undefined, value: string): boolean {
  return !list || list.length === 0 || list.includes(value) || list.includes("?");
}

function notFollowed(): Found {
  return { fault: "unknown", operation: "", why: l10n.t("what becomes of its tokens cannot be followed") };
}

function stateOf(found: readonly Found[]): LinkState {
  const worst = faults.find((fault) => found.some((one) => one.fault === fault));
  const lines = faults.flatMap((fault) => {
    const own = found.filter((one) => one.fault === fault);
    return own.length === 0 ? [] : [`${headOf(fault)} ${placesOf(own)}`];
  });
  if (worst) return { ...wordsOf(worst), isHealthy: false, reason: lines.join("\n") };
  return {
    text: "✓",
    spoken: l10n.t("checked"),
    isHealthy: true,
    reason: l10n.t("Every operation takes the tokens of this link, and lets nobody in without one."),
  };
}

function wordsOf(fault: Fault): Pick<LinkState, "text" | "spoken"> {
  const words: Readonly<Record<Fault, string>> = {
    unchecked: l10n.t("not checked"),
    other: l10n.t("checks something else"),
    refused: l10n.t("cannot be accepted"),
    unknown: l10n.t("not certain"),
  };
  return { text: `(${words[fault]})`, spoken: words[fault] };
}

function headOf(fault: Fault): string {
  const heads: Readonly<Record<Fault, string>> = {
    unchecked: l10n.t("The policies do not check the tokens of this link:"),
    other: l10n.t("The policies check something else than the tokens of this link:"),
    refused: l10n.t("The policies cannot accept the tokens of this link:"),
    unknown: l10n.t("Whether the policies take the tokens of this link is not known:"),
  };
  return heads[fault];
}

function placesOf(found: readonly Found[]): string {
  const all = [...new Set(found.map(({ operation, why }) => [operation, why].filter(Boolean).join(", ")))];
  const more = all.length > mostNamed ? [l10n.t("and {0} more", all.length - mostNamed)] : [];
  return [...all.slice(0, mostNamed), ...more].join("; ");
}

function nameOf({ api, operation, method, path }: AccessEntry): string {
  return [method, path ?? operation ?? api].filter((part) => part !== undefined).join(" ");
}
