import { getLocation } from "jsonc-parser";
import { type Span, span, touches } from "../core/span.ts";
import { spanOf } from "./parse.ts";

/** Where a value stands, or is about to. */
interface ValuePlace {
  /** The names and indexes that lead to it. */
  readonly path: readonly (string | number)[];
  /** What stands there already, with its quotation marks; empty where nothing does. */
  readonly span: Span;
}

/** The place of the value at `offset`, in texts that are half typed, too; `undefined` where a name stands. */
export function valueAt(text: string, offset: number): ValuePlace | undefined {
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  if (isAtPropertyKey || path.length === 0) return undefined;
  const there = previousNode && previousNode.type !== "property" ? spanOf(previousNode) : undefined;
  return { path, span: there && touches(there, offset) ? there : span(offset, offset) };
}
