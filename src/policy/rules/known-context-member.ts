import { didYouMean, nearest } from "../../core/nearest.ts";
import type { Span } from "../../core/span.ts";
import { contextObject, objectFacts } from "../facts/expressions.ts";
import { maskTemplates } from "../syntax/template-mask.ts";
import { findTemplates } from "../syntax/templates.ts";
import type { ExpressionRule, RuleContext } from "./engine/rule.ts";
import { changeTo, replace } from "./reading/edits.ts";

/** Strings, characters and comments, which are stepped over, or a chain of members that begins with `context`. */
const pattern =
  /\$?@"(?:[^"]|"")*"|@\$"(?:[^"]|"")*"|\$?"(?:[^"\\\n]|\\.)*"|&quot;(?:(?!&quot;)[^\\\n]|\\(?:&quot;|.))*&quot;|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<![\w.])context((?:\s*\??\.\s*[A-Za-z_\u00aa][\w\u00aa]*)+)/g;

/** No name in C# holds it, and the pattern takes it for a letter. */
const partOfName = "\u00aa";

/** What every .NET object has. */
const ofEveryObject = new Set(["ToString", "Equals", "GetHashCode", "GetType"]);

/** A member that does not exist keeps the expression from compiling. */
export const knownContextMember: ExpressionRule = {
  id: "known-context-member",
  severity: "warning",
  doc: "Members of context that an expression uses exist.",
  on: "expression",
  check({ codeSpan }, context) {
    const raw = context.text.slice(codeSpan.start, codeSpan.end);
    if (!raw.includes("context")) return;
    // What is filled in is a part of a name here, so that no name is judged that it is a part of.
    const code = maskTemplates(raw, findTemplates(raw), partOfName);
    for (const match of code.matchAll(pattern)) {
      if (match[1]) checkChain(match[1], codeSpan.start + match.index + "context".length, context);
    }
  },
};

function checkChain(chain: string, offset: number, context: RuleContext): void {
  let type = contextObject;
  for (const match of chain.matchAll(/[A-Za-z_\u00aa][\w\u00aa]*/g)) {
    const facts = objectFacts(type);
    // Collections and .NET types have members that are not listed.
    if (!facts || facts.extends || type.includes("<")) return;
    const [name] = match;
    if (name.includes(partOfName)) return;
    const member = facts.members.get(name);
    if (!member) {
      const start = offset + match.index;
      if (!ofEveryObject.has(name)) report(name, { start, end: start + name.length }, type, context);
      return;
    }
    type = member.type;
  }
}

function report(name: string, span: Span, type: string, context: RuleContext): void {
  const near = nearest(name, objectFacts(type)?.members.keys() ?? []);
  const owner = type === contextObject ? "context" : type;
  const fix = changeTo(near, (to) => [replace(span, to)]);
  context.report(span, `${owner} has no "${name}".${didYouMean(near)}`, { fix });
}
