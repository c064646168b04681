import { type Span, span } from "../../../core/span.ts";
import type { PolicyDocument } from "../../syntax/nodes.ts";
import { type TemplateBlock, templateBlocks } from "../../syntax/template-blocks.ts";
import { VariantText } from "./variant-text.ts";

/** So many texts of one document are looked at; one that needs more is judged element by element only. */
const mostVariants = 128;

/** Which branch of each block is left; the number of its branches for none of them, {@link away} within one that is not. */
type Choice = readonly number[];

const away = -1;

/** What a deployment tool may make of a document. */
export interface Variants {
  readonly texts: readonly VariantText[];
  /** What is so in all `texts` is so whatever the tool does; else only what is so of one element by itself. */
  readonly complete: boolean;
  /** Where merge conflicts have their marks, which are in none of the texts. */
  readonly marks: ReadonlySet<number>;
}

/** The texts that a document with directives may become; `undefined` without any. */
export function variantsOf(document: PolicyDocument): Variants | undefined {
  const { text } = document;
  const directives = document.templates.filter(({ role }) => role !== undefined);
  // Text in another language's file is left there: what begins and ends it marks what stands around.
  const alone = directives.filter(({ role, family }) => role === "alone" && family !== "token");
  const blocks = templateBlocks(document).map((block) => ({ ...block, isText: isTextLoop(block, text) }));
  if (blocks.length === 0 && alone.length === 0) return undefined;
  const chooser = new Chooser(blocks);
  const { choices, complete } = chooser.run();
  const spans = alone.map((form) => form.span);
  const texts = choices.map((choice) => new VariantText(text, chooser.cuts(choice, spans)));
  const conflicts = directives.filter(({ family }) => family === "conflict");
  return { texts, complete, marks: new Set(conflicts.map((form) => form.span.start)) };
}

/** A loop over text is a value that nobody knows; it stays as it is. */
interface Block extends TemplateBlock {
  readonly isText: boolean;
}

function isTextLoop({ loop, branches }: TemplateBlock, text: string): boolean {
  return loop && !branches.some(({ start, end }) => /<(?!%)/.test(text.slice(start, end)));
}

/** Finds enough choices that nothing is so in all of them by chance. */
class Chooser {
  private readonly found = new Map<string, Choice>();
  private readonly options: readonly number[];
  /** Of the block that has most. */
  private readonly most: number;

  constructor(private readonly blocks: readonly Block[]) {
    this.options = blocks.map(({ branches, optional, isText }) =>
      isText ? 1 : branches.length + (optional ? 1 : 0),
    );
    this.most = Math.max(1, ...this.options);
  }

  /**
   * Any two blocks are once left in step and once not, so that each branch of one meets several of the other; and each
   * branch within another is left with all branches of the rest.
   */
  run(): { readonly choices: readonly Choice[]; readonly complete: boolean } {
    this.addShifts(() => 0);
    for (let bit = 1; bit < this.blocks.length; bit *= 2) {
      this.addShifts((block) => (block & bit ? 1 : 0));
      this.addShifts((block) => (block & bit ? 0 : 1));
    }
    this.blocks.forEach((block, index) => {
      if (block.parent < 0 || block.isText || this.isFull) return;
      for (let branch = 0; branch < block.branches.length; branch += 1) this.addPath(index, branch);
    });
    return { choices: [...this.found.values()], complete: !this.isFull };
  }

  /** Nothing is added any more, and each text that was tried for nothing would take time as the document is long. */
  private get isFull(): boolean {
    return this.found.size >= mostVariants;
  }

  /** What `choice` takes out, beside what is cut anyway. */
  cuts(choice: Choice, alone: readonly Span[]): readonly Span[] {
    const cuts = this.blocks.flatMap(({ span: { start, end }, branches, isText }, index) => {
      const chosen = choice[index] ?? away;
      if (isText || chosen === away) return [];
      const left = branches[chosen] ?? span(end, end);
      return [span(start, left.start), span(left.end, end)];
    });
    return withoutInner([...cuts, ...alone].sort((a, b) => a.start - b.start || b.end - a.end));
  }

  private addShifts(shiftOf: (block: number) => number): void {
    for (let first = 0; first < this.most; first += 1) {
      this.add(this.options.map((options, block) => (first + shiftOf(block)) % options));
    }
  }

  /** Leaves `branch` of a block, and the branches around it. */
  private addPath(block: number, branch: number): void {
    const fixed = new Map([[block, branch]]);
    for (let at = this.blocks[block]; at && at.parent >= 0; at = this.blocks[at.parent]) {
      fixed.set(at.parent, at.parentBranch);
    }
    for (let first = 0; first < this.most; first += 1) {
      this.add(this.options.map((options, index) => fixed.get(index) ?? first % options));
    }
  }

  /** What is chosen within a branch that is not left makes no other text. */
  private add(choice: Choice): void {
    const seen: number[] = [];
    this.blocks.forEach(({ parent, parentBranch }, index) => {
      const around = seen[parent];
      const wanted = this.blocks[parent]?.isText ? around !== away : around === parentBranch;
      seen.push(parent < 0 || wanted ? (choice[index] ?? 0) : away);
    });
    if (!this.isFull) this.found.set(seen.join(), seen);
  }
}

/** `spans`, in the order of their starts, without those that another holds. */
function withoutInner(spans: readonly Span[]): Span[] {
  const kept: Span[] = [];
  let end = 0;
  for (const each of spans) {
    if (each.start < end) continue;
    if (each.end > each.start) kept.push(each);
    end = each.end;
  }
  return kept;
}
