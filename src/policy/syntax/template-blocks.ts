import { type Span, span } from "../../core/span.ts";
import type { PolicyDocument } from "./nodes.ts";
import { nodeAt } from "./nodes-at.ts";
import type { TemplateForm } from "./template-directives.ts";

/** Text between directives, of which a deployment tool leaves one branch, or none. */
export interface TemplateBlock {
  /** With the directives. */
  readonly span: Span;
  /** What stands between two directives each. */
  readonly branches: readonly Span[];
  /** No branch may be left. */
  readonly optional: boolean;
  /** A branch may be put several times. */
  readonly loop: boolean;
  /** The block around it by its place in the list, and its branch that this one stands in; -1 outside of all. */
  readonly parent: number;
  readonly parentBranch: number;
}

/** A block whose end has not come yet. */
interface OpenBlock {
  readonly index: number;
  readonly form: TemplateForm | undefined;
  readonly start: number;
  readonly branches: Span[];
  readonly parent: OpenBlock | undefined;
  readonly parentBranch: number;
  branchStart: number;
  complete: boolean;
}

/** The blocks of a document in the order of their starts, each behind the one around it. */
export function templateBlocks(document: PolicyDocument): readonly TemplateBlock[] {
  const directives = document.templates.filter(({ role }) => role !== undefined && role !== "alone");
  if (directives.length === 0) return [];
  const pairing = new Pairing(document);
  for (const form of directives) pairing.read(form);
  return pairing.finish();
}

/** Joins directives that begin with those that end. */
class Pairing {
  private readonly blocks: TemplateBlock[] = [];
  private readonly open: OpenBlock[] = [];

  constructor(private readonly document: PolicyDocument) {}

  read(form: TemplateForm): void {
    if (form.role === "if" || form.role === "for") {
      this.begin(form, form.span.start, form.span.end);
      return;
    }
    const block = this.openFor(form);
    if (!block) return;
    block.branches.push(span(block.branchStart, form.span.start));
    block.branchStart = form.span.end;
    if (form.role === "else") block.complete = true;
    if (form.role === "end") this.close(block, form.span.end);
  }

  finish(): readonly TemplateBlock[] {
    for (let block = this.open.at(-1); block; block = this.open.at(-1))
      this.cutOff(block, this.document.text.length);
    return this.blocks;
  }

  private begin(form: TemplateForm | undefined, start: number, branchStart: number): OpenBlock {
    const parent = this.open.at(-1);
    const parentBranch = parent ? parent.branches.length : -1;
    const block = {
      index: this.blocks.length,
      form,
      start,
      branches: [],
      parent,
      parentBranch,
      branchStart,
      complete: false,
    };
    // Holds the place of the block in the list.
    this.blocks.push(this.blockOf(block, start));
    this.open.push(block);
    return block;
  }

  /** The block that `form` goes on with or ends; what has no beginning may have it before the document's. */
  private openFor(form: TemplateForm): OpenBlock | undefined {
    const index = this.open.findLastIndex((block) => (block.form ?? form).family === form.family);
    if (index < 0) {
      if (this.isInComment(form)) return undefined;
      return this.open.length === 0 && this.blocks.length === 0 ? this.begin(undefined, 0, 0) : undefined;
    }
    while (this.open.length > index + 1) {
      const inner = this.open.at(-1);
      if (inner) this.cutOff(inner, form.span.start);
    }
    return this.open[index];
  }

  private close(block: OpenBlock, end: number): void {
    this.open.pop();
    this.blocks[block.index] = this.blockOf(block, end);
  }

  /** Ends a block that has no directive for it; one in a comment is nobody's. */
  private cutOff(block: OpenBlock, end: number): void {
    block.branches.push(span(block.branchStart, end));
    block.complete = block.form !== undefined && this.isInComment(block.form);
    this.close(block, end);
  }

  private blockOf(
    { form, start, branches, parent, parentBranch, complete }: OpenBlock,
    end: number,
  ): TemplateBlock {
    const loop = form?.role === "for";
    const optional = loop || !complete;
    return { span: span(start, end), branches, optional, loop, parent: parent?.index ?? -1, parentBranch };
  }

  private isInComment({ span: { start } }: TemplateForm): boolean {
    return nodeAt(this.document, start)?.kind === "comment";
  }
}
