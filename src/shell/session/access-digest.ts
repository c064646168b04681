import { l10n } from "vscode";
import {
  type AccessEntry,
  accessOf,
  checkInWords,
  checksOf,
  type InstanceSnapshot,
  placeLabel,
  type Verdict,
  verdicts,
  withoutSecrets,
} from "../../access/index.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { PolicyCache } from "../../workflows/read-access/policy-cache.ts";
import type { AccessState, LinkedToken, LinkState } from "../access-states.ts";
import { verdictWord } from "../verdict-word.ts";
import { judgeLink } from "./link-health.ts";

export { readApiSnapshot } from "../../workflows/read-access/read-api.ts";

/** What was read of clouds. */
export type PolicyCaches = Map<AzureCloud, PolicyCache>;

/** What keeps the policies of a cloud. */
export function cacheOf(cloud: AzureCloud, caches: PolicyCaches): PolicyCache {
  const cache = caches.get(cloud) ?? new PolicyCache(cloud);
  caches.set(cloud, cache);
  return cache;
}

/** How many of a number have the weakest verdict among them. */
interface Weakest {
  readonly verdict: Verdict;
  readonly count: number;
  readonly of: number;
}

/** Who gets in at an API, in short. */
export interface ApiDigest {
  readonly weakest: Weakest;
  readonly state: AccessState;
  /** By id. */
  readonly operations: ReadonlyMap<string, AccessState>;
  /** By the id of a product: what its key leads to. */
  readonly byProduct: ReadonlyMap<string, Verdict>;
  /** What becomes of the tokens of a link. */
  judge(token: LinkedToken): LinkState;
}

/** More ways than these are not told in a tooltip. */
const mostWays = 8;

/** What `snapshot`, read for one API, says of it. */
export function digestOf(snapshot: InstanceSnapshot): ApiDigest {
  const { entries, notes } = withoutSecrets(accessOf(snapshot));
  const byOperation = groups(entries, ({ operation }) => operation);
  const products = groups(entries, ({ product }) => product);
  const each = [...byOperation].map(
    ([id, ways]) => [id, weakestOf(ways.map(({ verdict }) => verdict))] as const,
  );
  const weakest = weakestOf(each.map(([, { verdict }]) => verdict));
  const operations = new Map(
    [...byOperation].flatMap(([id, ways]) => (id === null ? [] : [[id, stateOfOperation(ways)] as const])),
  );
  const unknown = weakest.verdict === "unknown" ? notes.slice(0, mostWays) : [];
  return {
    weakest,
    state: stateOf(weakest, [operationsInWords(each.map(([, { verdict }]) => verdict)), ...unknown]),
    operations,
    judge: (token) => judgeLink(snapshot, entries, token),
    byProduct: new Map(
      [...products].flatMap(([id, ways]) =>
        id === null ? [] : [[id, weakestOf(ways.map(({ verdict }) => verdict)).verdict] as const],
      ),
    ),
  };
}

function groups<K>(
  entries: readonly AccessEntry[],
  keyOf: (entry: AccessEntry) => K,
): ReadonlyMap<K, readonly AccessEntry[]> {
  const found = new Map<K, AccessEntry[]>();
  for (const entry of entries) {
    const group = found.get(keyOf(entry));
    if (group) group.push(entry);
    else found.set(keyOf(entry), [entry]);
  }
  return found;
}

/** The weakest of several verdicts; of none it is not known. */
export function weakestOf(all: readonly Verdict[]): Weakest {
  const verdict = verdicts.find((one) => all.includes(one)) ?? "unknown";
  return { verdict, count: all.filter((one) => one === verdict).length, of: all.length };
}

/** A state of something that holds others; `reason` is told line by line. */
export function stateOf({ verdict, count, of }: Weakest, reason: readonly string[]): AccessState {
  const word = verdictWord(verdict);
  const text = count === of ? word : l10n.t("{0} ({1} of {2})", word, count, of);
  return { text, reason: [meaningOf(verdict), ...reason].join("\n"), ...looks[verdict] };
}

/** That it could not be looked up, and why. */
export function failedState(why: string): AccessState {
  const reason = l10n.t("Who gets in could not be looked up: {0}", why);
  return { text: verdictWord("unknown"), reason, ...looks.unknown };
}

/** How many of what have which verdict, the weakest first. */
function operationsInWords(all: readonly Verdict[]): string {
  return l10n.t("Operations: {0}", countsOf(all));
}

/** As {@link operationsInWords}, of APIs. */
export function apisInWords(all: readonly Verdict[]): string {
  return l10n.t("APIs: {0}", countsOf(all));
}

function countsOf(all: readonly Verdict[]): string {
  const counts = verdicts.flatMap((verdict) => {
    const count = all.filter((one) => one === verdict).length;
    return count === 0 ? [] : [`${count} ${verdictWord(verdict)}`];
  });
  return counts.join(", ");
}

function stateOfOperation(ways: readonly AccessEntry[]): AccessState {
  const weakest = weakestOf(ways.map(({ verdict }) => verdict));
  const lines = ways.slice(0, mostWays).map(wayInWords);
  // that one way of several is weaker is told by the ways themselves
  return stateOf({ ...weakest, count: weakest.of }, lines);
}

function wayInWords(entry: AccessEntry): string {
  const { verdict } = entry;
  const how = howCalled(entry);
  const checks = checksOf(entry).map((check) => `${checkInWords(check)} (${placeLabel(check.from)})`);
  return [`${how}: ${verdictWord(verdict)}`, ...checks].join("; ");
}

function howCalled({ product, subscriptionKey }: AccessEntry): string {
  if (product === null) return l10n.t("Without a product’s key");
  if (subscriptionKey === "not-required") return l10n.t("Without a key, in the open product {0}", product);
  if (subscriptionKey === "unknown") return l10n.t("Perhaps with a key of {0}", product);
  return l10n.t("With a key of {0}", product);
}

function meaningOf(verdict: Verdict): string {
  const meanings: Readonly<Record<Verdict, string>> = {
    open: l10n.t("Open: anybody gets in."),
    key: l10n.t("Key only: whoever has a subscription key gets in."),
    unknown: l10n.t("Unknown: who gets in hangs on something that cannot be known."),
    restricted: l10n.t("Restricted: every way asks for a token, a certificate, an address or the like."),
    closed: l10n.t("Closed: nobody gets in."),
  };
  return meanings[verdict];
}

/** Each state has a shape of its own; the colours are those of the page. */
const looks: Readonly<Record<Verdict, Pick<AccessState, "icon" | "color">>> = {
  open: { icon: "unlock", color: "list.errorForeground" },
  key: { icon: "key", color: "list.warningForeground" },
  unknown: { icon: "question", color: "charts.blue" },
  restricted: { icon: "lock", color: "charts.green" },
  closed: { icon: "circle-slash", color: undefined },
};
