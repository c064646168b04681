/** A piece of a snippet as an editor reads it: text, or a tab stop with what it offers. */
export type SnippetPiece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "stop"; readonly number: number; readonly offers: readonly string[] };

/**
 * Reads `snippet` as an editor does: `$1`, `${1}`, `${1:default}`, `${1|one,two|}`, and `\` before what is literal.
 *
 * @throws Error for a `$` or a brace that begins or ends nothing, which editors would insert by guessing.
 */
export function readSnippet(snippet: string): readonly SnippetPiece[] {
  return new SnippetReader(snippet).run();
}

/** What somebody types at a tab stop that offers nothing, told from the text before it. */
export type Typist = (before: string) => string;

const nobody: Typist = () => "";

/** What stands in the document when each tab stop keeps what it offers first. */
export function accepted(snippet: string, typist?: Typist): string {
  return textOf(readSnippet(snippet), typist);
}

/** The same with `‸` where the first tab stop is, or the last when there is one only. */
export function acceptedWithCursor(snippet: string): string {
  const pieces = readSnippet(snippet);
  const numbers = pieces.flatMap((piece) => (piece.kind === "stop" ? [piece.number || 1_000] : []));
  const first = Math.min(...numbers);
  const at = pieces.findIndex((piece) => piece.kind === "stop" && (piece.number || 1_000) === first);
  return `${textOf(pieces.slice(0, at))}‸${textOf(pieces.slice(at))}`;
}

/** Every text that choosing one of the offers of one tab stop leaves, the other stops at their first. */
export function everyAcceptance(snippet: string, typist?: Typist): readonly string[] {
  const pieces = readSnippet(snippet);
  return pieces.flatMap((piece, index) => {
    if (piece.kind === "text") return [];
    return piece.offers.slice(1).map((offer) => {
      const chosen = { ...piece, offers: [offer] };
      return textOf(pieces.with(index, chosen), typist);
    });
  });
}

function textOf(pieces: readonly SnippetPiece[], typist = nobody): string {
  let text = "";
  for (const piece of pieces) {
    if (piece.kind === "text") text += piece.text;
    else text += piece.offers[0] ?? (piece.number === 0 ? "" : typist(text));
  }
  return text;
}

class SnippetReader {
  private position = 0;
  private readonly pieces: SnippetPiece[] = [];

  constructor(private readonly snippet: string) {}

  run(): readonly SnippetPiece[] {
    while (this.position < this.snippet.length) {
      if (this.peek() === "$") this.stop();
      else this.pieces.push({ kind: "text", text: this.character("\\$}", "}") });
    }
    return this.pieces;
  }

  private peek(): string {
    return this.snippet.charAt(this.position);
  }

  /** One character; `escapable` ones lose the `\` before them, `special` ones may not stand without it. */
  private character(escapable: string, special: string): string {
    const character = this.peek();
    const next = this.snippet.charAt(this.position + 1);
    if (character === "\\" && next !== "" && escapable.includes(next)) {
      this.position += 2;
      return next;
    }
    if (special.includes(character)) throw new Error(`A bare ${character} in the snippet ${this.snippet}`);
    this.position += 1;
    return character;
  }

  private stop(): void {
    const [whole, bare, braced] = /^\$(?:(\d+)|\{(\d+))/.exec(this.snippet.slice(this.position)) ?? [];
    if (whole === undefined) throw new Error(`A bare $ in the snippet ${this.snippet}`);
    this.position += whole.length;
    const offers = bare === undefined ? this.offers() : [];
    this.pieces.push({ kind: "stop", number: Number(bare ?? braced), offers });
  }

  private offers(): readonly string[] {
    const mark = this.peek();
    this.position += 1;
    if (mark === "}") return [];
    if (mark === ":") {
      const text = this.until("}", "\\$}", "$");
      this.position += 1;
      return [text];
    }
    const offers = [this.until(",|", "\\,|", "")];
    while (this.peek() === ",") {
      this.position += 1;
      offers.push(this.until(",|", "\\,|", ""));
    }
    if (!this.snippet.startsWith("|}", this.position)) throw new Error(`An open choice in ${this.snippet}`);
    this.position += 2;
    return offers;
  }

  private until(end: string, escapable: string, special: string): string {
    let text = "";
    while (!end.includes(this.peek())) text += this.character(escapable, special);
    if (this.position >= this.snippet.length) throw new Error(`An open tab stop in ${this.snippet}`);
    return text;
  }
}
