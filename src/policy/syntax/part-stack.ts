/** Collects the parts of nested lists in one array, so that each list is made once and of the right size. */
export class PartStack<T> {
  private readonly parts: T[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(part: T): void {
    this.parts[this.count] = part;
    this.count += 1;
  }

  /** Takes the parts from `start` up to `end` away as a list of their own; those behind move up. */
  take(start: number, end = this.count): readonly T[] {
    // Most lists have one part, and a literal is made several times faster than a slice.
    const first = this.parts[start];
    const list = end - start === 1 && first !== undefined ? [first] : this.parts.slice(start, end);
    if (end < this.count) this.parts.copyWithin(start, end, this.count);
    this.count -= end - start;
    return list;
  }

  /** Takes the last part away. */
  drop(): void {
    this.count -= 1;
  }

  /** Takes all parts from `size` on away. */
  cut(size: number): void {
    this.count = Math.min(this.count, size);
  }

  /** The part at `index`, which is less than {@link size}. */
  at(index: number): T | undefined {
    return this.parts[index];
  }
}
