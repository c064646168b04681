import type { Span } from "../../../core/span.ts";
import type { ElementNode, PolicyDocument } from "../../syntax/nodes.ts";
import { areEqual } from "./equal-elements.ts";
import type { Fixable, Round } from "./fix-round.ts";
import type { Finding, Fix } from "./rule.ts";

/** Stands for what no element holds. */
const top = -1;

/** A fix that was applied, with the elements that it changed, by where they began in the first text. */
interface Entry {
  readonly finding: Finding;
  readonly key: string;
  readonly places: ReadonlySet<number>;
  /** Where it changed the first text; what only moved is as it was. */
  readonly touched: readonly Span[];
  /** How often what was found where, just before. */
  readonly before: Counts;
}

type Counts = ReadonlyMap<string, number>;

/** What was found at first and what fixes were applied since, all told by places in the first text. */
export class Ledger {
  private readonly rounds: Round[] = [];
  private readonly entries: Entry[] = [];
  /** What the first text held. */
  private first: Elements | undefined;
  /** Places in the first text that were moved, each as a whole. */
  readonly moved: Span[] = [];

  /** Places in the first text that edits touched. */
  get touched(): readonly Span[] {
    return this.entries.flatMap(({ touched }) => touched);
  }

  /** What has been mended. */
  get fixed(): readonly Finding[] {
    return this.entries.map(({ finding }) => finding);
  }

  /** Whether a fix would take away as a copy what another fix made one: in the first text it had no equal. */
  isLate({ fix }: Fixable): boolean {
    const [gone] = fix.edits;
    if (!fix.stays || !gone || !this.meddlers(fix).next().value) return false;
    return !this.first?.areEqual(this.origin(gone.span.end - 1), this.origin(fix.stays.start));
  }

  /** Keys of the fixes that made a copy of what `finding` would take away. */
  *causesOf({ fix }: Fixable): Generator<string> {
    for (const { key } of this.meddlers(fix)) yield key;
  }

  /** The fixes that changed something of what a fix would take away, or of what stays for it. */
  private *meddlers({ stays, edits }: Fix): Generator<Entry> {
    if (!stays) return;
    const spans = [stays, ...edits.map(({ span }) => span)].map((span) => this.originOf(span));
    const isNear = (done: Span) => spans.some(({ start, end }) => done.start < end && start <= done.end);
    for (const entry of this.entries) if (entry.touched.some(isNear)) yield entry;
  }

  /** The same for a fix in each attempt and round. */
  keyOf({ rule, span, fix }: Fixable): string {
    return `${rule} ${this.origin(span.start)} ${fix.title}`;
  }

  /** Writes down the fixes that are about to be applied to `document`, in which there are `findings`. */
  note(document: PolicyDocument, findings: readonly Finding[], round: Round): void {
    const before = this.count(document, findings);
    const elements = new Elements(document);
    this.first ??= elements;
    for (const finding of round.fixes) {
      const { edits, moved } = finding.fix;
      // What moves is as it was: of an order, the element around speaks.
      const around = edits.flatMap(({ span }) =>
        moved ? elements.at(span.start) : elements.changedBy(span),
      );
      const places = new Set(around.map((element) => this.placeOf(element)));
      const touched = moved ? [] : edits.map(({ span }) => this.originOf(span));
      this.entries.push({ finding, key: this.keyOf(finding), places, touched, before });
      if (moved) this.moved.push(...moved.map((span) => this.originOf(span)));
    }
    this.rounds.push(round);
  }

  /** Keys of the fixes at whose places something is found, or wrong with the markup, that was not before them. */
  harmful(document: PolicyDocument, findings: readonly Finding[]): string[] {
    if (this.entries.length === 0) return [];
    const now = this.count(document, findings);
    const worse = new Map<Counts, ReadonlySet<number>>();
    const harms = ({ before, places }: Entry): boolean => {
      const known = worse.get(before) ?? placesOfMore(before, now);
      worse.set(before, known);
      return known.size > 0 && [...places].some((place) => known.has(place));
    };
    return this.entries.filter(harms).map(({ key }) => key);
  }

  /** How often each rule and each problem of the markup speaks of each element. */
  private count(document: PolicyDocument, findings: readonly Finding[]): Map<string, number> {
    const elements = new Elements(document);
    const counts = new Map<string, number>();
    const add = (span: Span, what: string) => {
      const key = `${this.placeOf(elements.at(span.start))} ${what}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    };
    for (const { span, rule } of findings) add(span, rule);
    for (const { span, code } of document.problems) add(span, `! ${code}`);
    return counts;
  }

  private placeOf(element: ElementNode | undefined): number {
    return element ? this.origin(element.span.start) : top;
  }

  private originOf({ start, end }: Span): Span {
    const from = this.origin(start);
    return { start: from, end: Math.max(from, this.origin(end)) };
  }

  private origin(offset: number): number {
    return this.rounds.reduceRight((place, round) => round.before(place), offset);
  }
}

/** Where something is found more often than before. */
function placesOfMore(before: Counts, now: Counts): ReadonlySet<number> {
  const places = new Set<number>();
  for (const [key, count] of now) {
    if (count > (before.get(key) ?? 0)) places.add(Number(key.slice(0, key.indexOf(" "))));
  }
  return places;
}

/** The elements of a document by their places. */
class Elements {
  private readonly all: readonly ElementNode[];

  constructor(private readonly document: PolicyDocument) {
    this.all = document.elements();
  }

  /** Whether two offsets are in two different elements that say the same. */
  areEqual(a: number, b: number): boolean {
    const [element, twin] = [this.at(a), this.at(b)];
    return !!element && !!twin && element !== twin && areEqual(element, twin, this.document.text);
  }

  /** The innermost element that covers the character at `offset`. */
  at(offset: number): ElementNode | undefined {
    let element = this.all[this.firstBehind(offset) - 1];
    while (element && element.span.end <= offset) element = element.parent;
    return element;
  }

  /** The innermost element around a span, and all that begin in it. */
  changedBy({ start, end }: Span): (ElementNode | undefined)[] {
    const around = this.at(start);
    const first = this.firstBehind(start);
    return [around, ...this.all.slice(first, Math.max(first, this.firstBehind(end - 1)))];
  }

  /** The index of the first element that begins behind `offset`, by halving. */
  private firstBehind(offset: number): number {
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.all[middle]?.span.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
