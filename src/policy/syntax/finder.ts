/**
 * `indexOf` that remembers its last answer, so that asking from ever later offsets costs one pass over the text in
 * all, even when the needle stands far away or nowhere.
 */
export class Finder {
  private from = 0;
  private found = -1;

  constructor(
    private readonly text: string,
    private readonly needle: string,
  ) {}

  /** The first occurrence at or behind `from`; the length of the text when there is none. */
  next(from: number): number {
    if (from >= this.from && from <= this.found) return this.found;
    if (from < this.from) {
      const between = this.text.slice(from, this.from + this.needle.length - 1).indexOf(this.needle);
      if (between >= 0) this.found = from + between;
    } else {
      const index = this.text.indexOf(this.needle, from);
      this.found = index < 0 ? this.text.length : index;
    }
    this.from = from;
    return this.found;
  }
}
