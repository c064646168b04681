import { Code } from "./characters.ts";
import type { LineIndex, Position } from "./nodes.ts";

/** The lines of one text, found once. */
export class TextLines implements LineIndex {
  private readonly starts: readonly number[];

  constructor(private readonly text: string) {
    this.starts = findLineStarts(text);
  }

  get count(): number {
    return this.starts.length;
  }

  startOf(line: number): number {
    if (line < 0) return 0;
    return this.starts[line] ?? this.text.length;
  }

  endOf(line: number): number {
    const start = this.startOf(line);
    let end = this.startOf(line + 1);
    if (end > start && this.text.charCodeAt(end - 1) === Code.lineFeed) end -= 1;
    if (end > start && this.text.charCodeAt(end - 1) === Code.carriageReturn) end -= 1;
    return end;
  }

  positionAt(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.text.length));
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle;
    }
    return { line: low, column: clamped - (this.starts[low] ?? 0) };
  }

  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    const start = this.startOf(position.line);
    return Math.min(start + Math.max(0, position.column), Math.max(start, this.endOf(position.line)));
  }
}

function findLineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let position = 0; position < text.length; position += 1) {
    const code = text.charCodeAt(position);
    if (code > Code.carriageReturn) continue;
    const lineFeed = code === Code.lineFeed;
    const loneReturn = code === Code.carriageReturn && text.charCodeAt(position + 1) !== Code.lineFeed;
    if (lineFeed || loneReturn) starts.push(position + 1);
  }
  return starts;
}
