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
}

/** What was found at first and what fixes were applied since, all told by places in the first text. */
export class Ledger {
  private readonly rounds: Round[] = [];
  private readonly entries: Entry[] = [];
  /** Places in the first text that edits touched. */
  readonly touched: Span[] = [];
  /** Places in the first text that were moved, each as a whole. */
  readonly moved: Span[] = [];
  private before: ReadonlyMap<string, number> = new Map();

  constructor(private readonly first: readonly Finding[]) {}

  /** What has been mended. */
  get fixed(): readonly Finding[] {
    return this.entries.map(({ finding }) => finding);
  }

  /** Whether a fix takes away, or keeps for it, what another changed before: at first, the two were no equals. */
  isLate({ fix: { stays, edits } }: Fixable): boolean {
    if (!stays || this.touched.length === 0) return false;
    const spans = [stays, ...edits.map(({ span }) => span)].map((span) => this.originOf(span));
    return this.touched.some((done) => spans.some(({ start, end }) => done.start < end && start <= done.end));
  }

  /** The same for a fix in each attempt and round. */
  keyOf({ rule, span, fix }: Fixable): string {
    return `${rule} ${this.origin(span.start)} ${fix.title}`;
  }

  /** Writes down the fixes that are about to be applied to `document`. */
  note(document: PolicyDocument, round: Round): void {
    if (this.rounds.length === 0) this.before = this.count(document, this.first);
    const elements = new Elements(document);
    for (const finding of round.fixes) {
      const around = finding.fix.edits.flatMap(({ span }) => elements.changedBy(span));
      const places = new Set(around.map((element) => this.placeOf(element)));
      this.entries.push({ finding, key: this.keyOf(finding), places });
      const { edits, moved } = finding.fix;
      if (moved) this.moved.push(...moved.map((span) => this.originOf(span)));
      else this.touched.push(...edits.map(({ span }) => this.originOf(span)));
    }
    this.rounds.push(round);
  }

  /** Keys of the fixes at whose places something is found, or wrong with the markup, that was not before. */
  harmful(document: PolicyDocument, findings: readonly Finding[]): string[] {
    if (this.entries.length === 0) return [];
    const places = new Set<number>();
    for (const [key, count] of this.count(document, findings)) {
      if (count > (this.before.get(key) ?? 0)) places.add(Number(key.slice(0, key.indexOf(" "))));
    }
    if (places.size === 0) return [];
    return this.entries
      .filter((entry) => [...entry.places].some((place) => places.has(place)))
      .map(({ key }) => key);
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
