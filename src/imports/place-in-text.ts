import { isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from "yaml";
import type { TextPlace } from "../core/failure.ts";
import type { ImportProblem } from "./api-description.ts";

/** Texts longer than this, in characters, are not read a second time to say where something is. */
const longest = 2 * 1024 * 1024;

/** A mistake with its place in the text, which its message says too; as it was where its members are not found. */
export function withPlace(problem: ImportProblem, text: string): ImportProblem {
  const { at, message, severity } = problem;
  const place = at === undefined || severity === "note" ? undefined : placeOf(at, text);
  return place ? { ...problem, place, message: `${message} See line ${place.line}.` } : problem;
}

/** Where the member is to which `names` lead, or the nearest around it that is there. */
function placeOf(names: readonly string[], text: string): TextPlace | undefined {
  if (text.length > longest) return undefined;
  const lineCounter = new LineCounter();
  let node: unknown = parseDocument(text, { uniqueKeys: false, lineCounter }).contents;
  let offset: number | undefined;
  for (const name of names) {
    const member = memberOf(node, name);
    if (!member) break;
    offset = member.offset;
    node = member.value;
  }
  if (offset === undefined) return undefined;
  const { line, col } = lineCounter.linePos(offset);
  return { line, column: col };
}

function memberOf(
  node: unknown,
  name: string,
): { readonly offset: number; readonly value: unknown } | undefined {
  if (isSeq(node)) {
    const value: unknown = node.items[Number(name)];
    return isMap(value) || isScalar(value) ? { offset: value.range?.[0] ?? 0, value } : undefined;
  }
  if (!isMap(node)) return undefined;
  for (const item of node.items) {
    if (isPair(item) && isScalar(item.key) && String(item.key.value) === name)
      return { offset: item.key.range?.[0] ?? 0, value: item.value };
  }
  return undefined;
}
