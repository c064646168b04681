import type { Span } from "../../core/span.ts";
import { childElements } from "../syntax/elements.ts";
import { TextLines } from "../syntax/lines.ts";
import type { ElementNode, PolicyDocument, Position } from "../syntax/nodes.ts";
import { parsePolicy } from "../syntax/parse.ts";
import { FilledText, type FindNamedValue } from "./filled-text.ts";

/** Where a policy document applies, the widest first; a fragment applies where it is included. */
export type PolicyLevelName = "global" | "workspace" | "product" | "api" | "operation" | "fragment";

/** A policy document as it was found. */
export interface PolicySource {
  readonly level: PolicyLevelName;
  /** The file it stands in, or the id of its resource. */
  readonly file: string;
  /** `undefined` when it is there and could not be read. */
  readonly text: string | undefined;
  /** The line of the file, from 1, on which the whole text stands: in a JSON document it is one string. */
  readonly onLine?: number;
}

/** A place as people read it. */
export interface PolicyPlace {
  readonly scope: PolicyLevelName;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

const tolerated = "bad-entity";

/** A policy document with its named values put in, parsed once; what is wrong with it is said, never thrown. */
export class PolicyText {
  readonly source: PolicySource;
  readonly filled: FilledText;
  readonly document: PolicyDocument;
  /** Why nothing can be concluded from it; `undefined` when it was read. */
  readonly problem: string | undefined;
  private lines: TextLines | undefined;

  constructor(source: PolicySource, find: FindNamedValue) {
    this.source = source;
    this.filled = new FilledText(source.text ?? "", find);
    this.document = parsePolicy(this.filled.text);
    this.problem = this.findProblem();
  }

  /** The text with named values put in, which offsets of nodes are of. */
  get text(): string {
    return this.filled.text;
  }

  /** Where what stands at `offset` of {@link text} is written. */
  placeOf(offset: number): PolicyPlace {
    const { level: scope, file, onLine } = this.source;
    const line = onLine ?? this.positionOf(offset).line + 1;
    return { scope, file, line };
  }

  /** The position in the written text, from 0, of what stands at `offset` of {@link text}. */
  positionOf(offset: number): Position {
    this.lines ??= new TextLines(this.source.text ?? "");
    return this.lines.positionAt(this.filled.sourceOffset(offset));
  }

  /** The part of the written text that a span of {@link text} comes from. */
  sourceSpan({ start, end }: Span): Span {
    return { start: this.filled.sourceOffset(start), end: this.filled.sourceOffset(end) };
  }

  private findProblem(): string | undefined {
    if (this.source.text === undefined) return "it could not be read";
    const { problems, root } = this.document;
    // what stands behind a named value is not XML that anybody wrote: the service takes its "&"
    const first = problems.find(
      ({ code, span }) => code !== tolerated || !this.filled.comesFromNamedValue(span),
    );
    if (first) return `line ${this.placeOf(first.span.start).line}: ${first.message}`;
    const expected = this.source.level === "fragment" ? "fragment" : "policies";
    if (root?.name !== expected) return `its root is not <${expected}>`;
    return this.sectionTwice(root);
  }

  private sectionTwice(root: ElementNode): string | undefined {
    if (root.name !== "policies") return undefined;
    const names = childElements(root).map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    return twice && `<${twice}> stands twice`;
  }
}
