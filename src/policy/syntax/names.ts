const SIZE = 256;

/** Cuts names out of one text, the same string each time: a policy has few names, each many times. */
export class Names {
  private readonly known: string[] = new Array<string>(SIZE).fill("");

  constructor(private readonly text: string) {}

  /** The text from `start` to `end`, which is not empty. */
  cut(start: number, end: number): string {
    const length = end - start;
    const slot = (length * 31 + this.text.charCodeAt(start) * 7 + this.text.charCodeAt(end - 1)) % SIZE;
    const candidate = this.known[slot] ?? "";
    if (candidate.length === length && this.text.startsWith(candidate, start)) return candidate;
    const name = this.text.slice(start, end);
    this.known[slot] = name;
    return name;
  }
}
