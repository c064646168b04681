import { TextLines } from "./lines.ts";
import { withConflictProblems } from "./merge-conflicts.ts";
import type { ChildNode, ElementNode, LineIndex, PolicyDocument, SyntaxProblem } from "./nodes.ts";
import type { TemplateForm } from "./template-directives.ts";
import { withoutProblemsOf } from "./template-mask.ts";
import { settleTags } from "./template-tags.ts";
import { templatesOf } from "./templates.ts";
import type { ParsedElement } from "./tree.ts";

const none: readonly ElementNode[] = [];

/** What the parser hands out; the look-up by name, lines and templates are made when first asked for. */
export class ParsedDocument implements PolicyDocument {
  private byName: Map<string, ElementNode[]> | undefined;

  private lineIndex: LineIndex | undefined;

  private forms: readonly TemplateForm[] | undefined;

  constructor(
    readonly text: string,
    readonly children: readonly ChildNode[],
    readonly problems: readonly SyntaxProblem[],
    private readonly all: readonly ParsedElement[],
    readonly isAscii: boolean,
  ) {}

  get root(): ElementNode | undefined {
    return this.children.find((node) => node.kind === "element");
  }

  get lines(): LineIndex {
    this.lineIndex ??= new TextLines(this.text);
    return this.lineIndex;
  }

  get templates(): readonly TemplateForm[] {
    this.forms ??= templatesOf(this.text, () => this.elements("set-body"));
    return this.forms;
  }

  /** The same document, read with `forms` masked, without the problems that are about them. */
  without(forms: readonly TemplateForm[]): ParsedDocument {
    const problems = withConflictProblems(withoutProblemsOf(this.problems, forms), forms);
    settleTags(this.text, this.all, forms, problems);
    const document = new ParsedDocument(this.text, this.children, problems, this.all, this.isAscii);
    document.forms = forms;
    return document;
  }

  elements(name?: string): readonly ElementNode[] {
    if (name === undefined) return this.all;
    this.byName ??= groupByName(this.all);
    return this.byName.get(name) ?? none;
  }
}

function groupByName(elements: readonly ElementNode[]): Map<string, ElementNode[]> {
  const groups = new Map<string, ElementNode[]>();
  for (const element of elements) {
    const group = groups.get(element.name);
    if (group) group.push(element);
    else groups.set(element.name, [element]);
  }
  return groups;
}
