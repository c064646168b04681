import type { Span } from "../../../core/span.ts";
import type { ElementNode, PolicyDocument } from "../../syntax/nodes.ts";
import type { Fixable, Round } from "./fix-round.ts";
import type { Finding } from "./rule.ts";

/** Stands for what no element holds. */
const top = -1;

/** A fix that was applied, with the elements that it changed, by where they began in the first text. */
interface Entry {
  readonly finding: Finding;
  readonly key: string;
  readonly places: ReadonlySet<number>;
  /** How often what was found where, just before. */
  readonly before: Counts;
}

type Counts = ReadonlyMap<string, number>;

/** What was found at first and what fixes were applied since, all told by places in the first text. */
export class Ledger {
  private readonly rounds: Round[] = [];
  private readonly entries: Entry[] = [];
  /** What was found where once the markup was mended: what is a copy then, no other fix made one. */
  private known: ReadonlySet<string> = new Set();
  private isMarkupMended = false;
  /** Places in the first text that edits touched. */
  readonly touched: Span[] = [];
  /** Places in the first text that were moved, each as a whole. */
  readonly moved: Span[] = [];

  /** What has been mended. */
  get fixed(): readonly Finding[] {
    return this.entries.map(({ finding }) => finding);
  }

  /** Whether a fix would take away as a copy what another fix made one. */
  isLate(finding: Fixable): boolean {
    const { stays, edits } = finding.fix;
    if (!stays || this.touched.length === 0 || this.known.has(this.findingKey(finding))) return false;
    const spans = [stays, ...edits.map(({ span }) => span)].map((span) => this.originOf(span));
    return this.touched.some((done) => spans.some(({ start, end }) => done.start < end && start <= done.end));
  }

  /** The same for a fix in each attempt and round. */
  keyOf({ rule, span, fix }: Fixable): string {
    return `${rule} ${this.origin(span.start)} ${fix.title}`;
  }

  /** Writes down the fixes that are about to be applied to `document`, in which there are `findings`. */
  note(document: PolicyDocument, findings: readonly Finding[], round: Round): void {
    const before = this.count(document, findings);
    this.noteKnown(document, findings, round);
    const elements = new Elements(document);
    for (const finding of round.fixes) {
      const { edits, moved } = finding.fix;
      // What moves is as it was: of an order, the element around speaks.
      const around = edits.flatMap(({ span }) =>
        moved ? elements.at(span.start) : elements.changedBy(span),
      );
      const places = new Set(around.map((element) => this.placeOf(element)));
      this.entries.push({ finding, key: this.keyOf(finding), places, before });
      if (moved) this.moved.push(...moved.map((span) => this.originOf(span)));
      else this.touched.push(...edits.map(({ span }) => this.originOf(span)));
    }
    this.rounds.push(round);
  }

  private noteKnown({ problems }: PolicyDocument, findings: readonly Finding[], round: Round): void {
    if (this.isMarkupMended) return;
    this.known = new Set(findings.map((finding) => this.findingKey(finding)));
    const places = new Set(problems.map(({ span }) => span.start));
    this.isMarkupMended = round.fixes.some(({ span }) => !places.has(span.start));
  }

  private findingKey({ rule, span }: Finding): string {
    return `${rule} ${this.origin(span.start)}`;
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

  constructor(document: PolicyDocument) {
    this.all = document.elements();
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
