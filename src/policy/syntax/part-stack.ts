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

  /** Takes everything from `mark` on away as a list of its own. */
  take(mark: number): readonly T[] {
    const list = this.parts.slice(mark, this.count);
    this.count = mark;
    return list;
  }

  /** The part at `index`, which is less than {@link size}. */
  at(index: number): T | undefined {
    return this.parts[index];
  }
}
