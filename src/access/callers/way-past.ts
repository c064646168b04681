import { accessOf } from "../access.ts";
import { askedOfKey } from "../demands.ts";
import type { InstanceSnapshot } from "../instance-snapshot.ts";
import type { AccessEntry, Check } from "../report.ts";
import type { Column } from "./columns.ts";
import type { Fate, FateChange } from "./fate.ts";
import type { OperationName } from "./fates.ts";

/**
 * Whoever gets past the checks by what a condition asks for: with a certificate of their own, a header that nobody checks. No list of
 * callers can hold all of those, so they are found by the ways that access tells.
 */
export class WayPast {
  private readonly entries = new Map<string, AccessEntry[]>();

  constructor(instance: InstanceSnapshot) {
    for (const entry of accessOf(instance).entries) {
      if (!isProved(entry))
        this.entries.set(keyOf(entry), [...(this.entries.get(keyOf(entry)) ?? []), entry]);
    }
  }

  /** What becomes of them at an operation; `undefined` where there is no such way. */
  at(operation: OperationName): Fate | undefined {
    const found = this.entries.get(keyOf(operation));
    if (!found) return undefined;
    return found.some(({ verdict }) => verdict === "open" || verdict === "key") ? passes : perhaps;
  }

  /** What the conditions of such ways ask for, at `operations`, in words; `undefined` among them where none describe it. */
  asked(operations: readonly OperationName[]): ReadonlySet<string | undefined> {
    const found = operations.flatMap((operation) => this.entries.get(keyOf(operation)) ?? []);
    const ways = found.flatMap(({ paths }) =>
      paths.filter(({ checks }) => checks.every(({ kind }) => kind === "key")),
    );
    return new Set(ways.map(({ when }) => inWords(when)));
  }
}

const passes: Fate = { kind: "in" };
const perhaps: Fate = {
  kind: "unknown",
  why: "There is a way past the checks for calls that show or send something that nobody checks.",
};

/** Whether some check, and not of a key, is on every way. */
function isProved({ verdict, paths }: AccessEntry): boolean {
  if (verdict === "closed") return true;
  return verdict === "restricted" && !paths.some(({ checks }) => checks.every(asksForKeyAlone));
}

/** A condition of which key a call has counts as a check; whoever has that key needs no token all the same. */
function asksForKeyAlone({ kind, asks }: Check): boolean {
  return kind === "key" || asks?.some((all) => all.every((asked) => asked === askedOfKey)) === true;
}

function keyOf({ api, operation }: OperationName): string {
  return JSON.stringify([api, operation]);
}

const anyCertificate = /^context\s*\.\s*Request\s*\.\s*Certificate\s*!=\s*null$/;
const anyHeader =
  /^context\s*\.\s*Request\s*\.\s*Headers\s*\.\s*(?:ContainsKey\s*\(\s*"([\w-]+)"\s*\)|GetValueOrDefault\s*\(\s*"([\w-]+)"\s*,\s*""\s*\)\s*!=\s*"")$/;

/** What a single condition asks for, where anything of the kind will do; what does not hold asks for nothing that could be told. */
function inWords(when: readonly string[]): string | undefined {
  const [only, ...more] = when.filter((each) => !each.startsWith("not: "));
  const code = /^@\(([\s\S]*)\)$/.exec(only ?? "")?.[1]?.trim();
  if (code === undefined || more.length > 0) return undefined;
  if (anyCertificate.test(code)) return "shows any certificate";
  const [, contained, read] = anyHeader.exec(code) ?? [];
  const name = contained ?? read;
  return name === undefined ? undefined : `sends any ${name} header`;
}

/** Their column, where something else becomes of them than of plain callers, before or after. */
export function columnOfOthers(
  [before, after]: readonly [WayPast, WayPast],
  operations: readonly OperationName[],
  plain: readonly Column[],
): Column | undefined {
  const fates = operations.map((operation, index): FateChange => {
    const all = plain.flatMap((column) => column.fates[index] ?? []);
    const of = (past: Fate | undefined, fared: readonly Fate[]): Fate =>
      fared.find(({ kind }) => kind === "in") ??
      fared.find(({ kind }) => kind === "unknown") ??
      past ??
      fared[0] ??
      perhaps;
    return {
      before: of(
        before.at(operation),
        all.map((each) => each.before),
      ),
      after: of(
        after.at(operation),
        all.map((each) => each.after),
      ),
    };
  });
  const others = operations.filter((_, index) => isPast(fates[index]?.before) || isPast(fates[index]?.after));
  if (others.length === 0) return undefined;
  const words = [...new Set([...before.asked(others), ...after.asked(others)])];
  const isTold = words.length > 0 && words.length <= 2 && !words.includes(undefined);
  const name = `anybody who ${isTold ? words.join(" or ") : "shows what a condition asks for"}`;
  return { name, fates, isPlain: false, isWanted: false, isLikeWanted: false };
}

/** Whether a fate is that of those who come by such a way, and of no plain caller. */
export function isPast(fate: Fate | undefined): boolean {
  return fate === passes || fate === perhaps;
}
