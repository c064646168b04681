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

  /** Calls `visit` with each part from `mark` on. */
  forEach(mark: number, visit: (part: T) => void): void {
    for (let index = mark; index < this.count; index += 1) {
      const part = this.parts[index];
      if (part !== undefined) visit(part);
    }
  }

  /** Whether `test` holds for one of the parts. */
  some(test: (part: T) => boolean): boolean {
    for (let index = 0; index < this.count; index += 1) {
      const part = this.parts[index];
      if (part !== undefined && test(part)) return true;
    }
    return false;
  }
}
