/** A schema on the way from another, with what it leads to and has not been looked at. */
interface Step {
  readonly name: string;
  readonly rest: Iterator<string>;
}

/**
 * The names from which references lead back to themselves, in the order of `uses`: the strongly connected components of more than one
 * name (Tarjan's algorithm, without recursion since schemas may follow one another without end), and what names itself.
 */
export function namesInCircles(uses: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const search = new CircleSearch(uses);
  for (const name of uses.keys()) search.visit(name);
  return [...uses.keys()].filter((name) => search.circular.has(name));
}

class CircleSearch {
  readonly circular = new Set<string>();
  /** When each name was first met. */
  private readonly met = new Map<string, number>();
  /** The earliest name that each can lead back to. */
  private readonly lowest = new Map<string, number>();
  private readonly open: string[] = [];
  private readonly isOpen = new Set<string>();
  private readonly uses: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(uses: ReadonlyMap<string, ReadonlySet<string>>) {
    this.uses = uses;
  }

  visit(start: string): void {
    if (this.met.has(start)) return;
    const steps = [this.enter(start)];
    for (let step = steps.at(-1); step; step = steps.at(-1)) {
      const next = step.rest.next();
      if (next.done === true) {
        steps.pop();
        this.leave(step.name, steps.at(-1)?.name);
      } else if (!this.met.has(next.value)) {
        steps.push(this.enter(next.value));
      } else if (this.isOpen.has(next.value)) {
        if (next.value === step.name) this.circular.add(step.name);
        this.lower(step.name, this.met.get(next.value));
      }
    }
  }

  private enter(name: string): Step {
    this.lowest.set(name, this.met.size);
    this.met.set(name, this.met.size);
    this.open.push(name);
    this.isOpen.add(name);
    return { name, rest: (this.uses.get(name) ?? new Set<string>()).values() };
  }

  private leave(name: string, from: string | undefined): void {
    if (from !== undefined) this.lower(from, this.lowest.get(name));
    if (this.lowest.get(name) !== this.met.get(name)) return;
    const circle = this.open.splice(this.open.lastIndexOf(name));
    for (const one of circle) {
      this.isOpen.delete(one);
      if (circle.length > 1) this.circular.add(one);
    }
  }

  private lower(name: string, to: number | undefined): void {
    this.lowest.set(name, Math.min(this.lowest.get(name) ?? 0, to ?? Number.POSITIVE_INFINITY));
  }
}
