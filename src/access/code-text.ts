import type { Code } from "../policy/index.ts";

/** Code as one text, the same for what is the same; for keys, not for people. */
export function textOfCode(code: Code): string {
  switch (code.kind) {
    case "literal":
      return JSON.stringify(code.value);
    case "name":
      return code.name;
    case "member":
      return `${textOfCode(code.target)}.${code.name}`;
    case "index":
      return `${textOfCode(code.target)}[${textOfCode(code.index)}]`;
    case "call":
      return `${textOfCode(code.callee)}(${code.parameters.map(textOfCode).join(",")})`;
    case "cast":
      return textOfCode(code.operand);
    case "list":
      return `{${code.items.map(textOfCode).join(",")}}`;
    case "lambda":
      return `${code.parameter}=>${textOfCode(code.body)}`;
    case "not":
      return `!${textOfCode(code.operand)}`;
    case "binary":
      return `(${textOfCode(code.left)}${code.operator}${textOfCode(code.right)})`;
    case "choice":
      return `(${textOfCode(code.condition)}?${textOfCode(code.yes)}:${textOfCode(code.no)})`;
  }
}

/** The parts that `code` is directly made of. */
function partsOfCode(code: Code): readonly Code[] {
  switch (code.kind) {
    case "literal":
    case "name":
      return [];
    case "member":
      return [code.target];
    case "index":
      return [code.target, code.index];
    case "call":
      return [code.callee, ...code.parameters];
    case "cast":
    case "not":
      return [code.operand];
    case "list":
      return code.items;
    case "lambda":
      return [code.body];
    case "binary":
      return [code.left, code.right];
    case "choice":
      return [code.condition, code.yes, code.no];
  }
}

/** `code` and all that is in it. */
export function* allCode(code: Code): Generator<Code> {
  yield code;
  for (const part of partsOfCode(code)) yield* allCode(part);
}

/** Whether a named value stands in a text of `code` that was not put in: what the text says is not known. */
export function hasUnreadable(code: Code): boolean {
  for (const part of allCode(code)) if (isUnreadable(part)) return true;
  return false;
}

/** A text with a named value that is secret or missing. */
export function isUnreadable(part: Code): boolean {
  return part.kind === "literal" && typeof part.value === "string" && part.value.includes("{{");
}

/** `code` with every part replaced for which `replace` has another. */
export function replaced(code: Code, replace: (part: Code) => Code | undefined): Code {
  const other = replace(code);
  if (other) return other;
  const within = (part: Code) => replaced(part, replace);
  switch (code.kind) {
    case "literal":
    case "name":
      return code;
    case "member":
      return { ...code, target: within(code.target) };
    case "index":
      return { ...code, target: within(code.target), index: within(code.index) };
    case "call":
      return { ...code, callee: within(code.callee), parameters: code.parameters.map(within) };
    case "cast":
    case "not":
      return { ...code, operand: within(code.operand) };
    case "list":
      return { ...code, items: code.items.map(within) };
    case "lambda":
      return { ...code, body: within(code.body) };
    case "binary":
      return { ...code, left: within(code.left), right: within(code.right) };
    case "choice":
      return { ...code, condition: within(code.condition), yes: within(code.yes), no: within(code.no) };
  }
}

/** The names that lead from `context` to what `code` reads, as `Request.Headers`; `undefined` for other code. */
export function contextPath(code: Code): string | undefined {
  if (code.kind === "cast") return contextPath(code.operand);
  if (code.kind !== "member") return undefined;
  if (code.target.kind === "name" && code.target.name === "context") return code.name;
  const before = contextPath(code.target);
  return before === undefined ? undefined : `${before}.${code.name}`;
}

/** The name of the variable that `code` reads: `context.Variables["x"]` or `….GetValueOrDefault<T>("x", …)`. */
export function variableRead(code: Code): string | undefined {
  const isVariables = (target: Code) => contextPath(target) === "Variables";
  if (code.kind === "index" && isVariables(code.target)) return textIn(code.index);
  if (code.kind !== "call" || code.callee.kind !== "member") return undefined;
  const { callee, parameters } = code;
  return callee.name === "GetValueOrDefault" && isVariables(callee.target)
    ? textIn(parameters[0])
    : undefined;
}

function textIn(code: Code | undefined): string | undefined {
  return code?.kind === "literal" && typeof code.value === "string" ? code.value : undefined;
}
