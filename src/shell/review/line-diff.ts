/** One line of a difference. */
export interface DiffLine {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

/** Lines that both texts have, and that are not shown. */
export interface Fold {
  readonly kind: "fold";
  readonly lines: readonly string[];
}

/** Unchanged lines shown around a change. */
const context = 3;

/** Above this product of lengths the middle is shown as replaced whole, rather than compared line by line. */
const maxCells = 4_000_000;

/** The difference of two texts, line by line, with unchanged lines folded but for a few around each change. */
export function lineDiff(before: string, after: string): (DiffLine | Fold)[] {
  const old = linesOf(before);
  const now = linesOf(after);
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start += 1;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  ) {
    end += 1;
  }
  return withContext([
    ...asLines("same", old.slice(0, start)),
    ...middle(old.slice(start, old.length - end), now.slice(start, now.length - end)),
    ...asLines("same", old.slice(old.length - end)),
  ]);
}

function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/\r\n|\r|\n/);
}

function asLines(kind: DiffLine["kind"], lines: readonly string[]): DiffLine[] {
  return lines.map((text) => ({ kind, text }));
}

function middle(old: readonly string[], now: readonly string[]): DiffLine[] {
  if (old.length === 0 || now.length === 0 || old.length * now.length > maxCells) {
    return [...asLines("removed", old), ...asLines("added", now)];
  }
  return walk(old, now, commonLengths(old, now));
}

/** `lengths[i][j]` is the longest common subsequence of the lines from `i` and from `j` on. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = lengths[i] ?? [];
    const below = lengths[i + 1] ?? [];
    for (let j = now.length - 1; j >= 0; j -= 1) {
      row[j] = old[i] === now[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function walk(old: readonly string[], now: readonly string[], lengths: number[][]): DiffLine[] {
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length && j < now.length) {
    if (old[i] === now[j]) {
      lines.push({ kind: "same", text: old[i] ?? "" });
      i += 1;
      j += 1;
    } else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) {
      lines.push({ kind: "removed", text: old[i] ?? "" });
      i += 1;
    } else {
      lines.push({ kind: "added", text: now[j] ?? "" });
      j += 1;
    }
  }
  return [...lines, ...asLines("removed", old.slice(i)), ...asLines("added", now.slice(j))];
}

/** Folds what is far from a change; a single line is shown rather than folded into one. */
function withContext(lines: readonly DiffLine[]): (DiffLine | Fold)[] {
  const near = new Set<number>();
  lines.forEach(({ kind }, index) => {
    if (kind === "same") return;
    for (let offset = -context; offset <= context; offset += 1) near.add(index + offset);
  });
  if (near.size === 0) return [];
  const shown: (DiffLine | Fold)[] = [];
  for (let index = 0; index < lines.length; ) {
    let end = index;
    while (end < lines.length && !near.has(end)) end += 1;
    if (end - index > 1) shown.push({ kind: "fold", lines: lines.slice(index, end).map(({ text }) => text) });
    else shown.push(...lines.slice(index, Math.max(end, index + 1)));
    index = Math.max(end, index + 1);
  }
  return shown;
}
