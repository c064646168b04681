import { PartStack } from "./part-stack.ts";
import type { ParsedAttribute } from "./tree.ts";

const FEW = 16;

/** The attributes of the start tag that is being read. */
export class AttributeList {
  private readonly stack = new PartStack<ParsedAttribute>();
  /** Filled once there are too many attributes to look at each. */
  private names: Set<string> | undefined;

  /** Adds `attribute` and says whether there was one of that name already. */
  add(attribute: ParsedAttribute): boolean {
    const repeated = this.has(attribute.name);
    this.stack.add(attribute);
    this.names?.add(attribute.name);
    return repeated;
  }

  /** Takes all attributes away. */
  take(): readonly ParsedAttribute[] {
    this.names = undefined;
    return this.stack.take(0);
  }

  get size(): number {
    return this.stack.size;
  }

  private has(name: string): boolean {
    const { size } = this.stack;
    if (size === FEW) this.names = this.allNames();
    if (this.names) return this.names.has(name);
    for (let index = 0; index < size; index += 1) {
      if (this.stack.at(index)?.name === name) return true;
    }
    return false;
  }

  private allNames(): Set<string> {
    const names = new Set<string>();
    for (let index = 0; index < this.stack.size; index += 1) names.add(this.stack.at(index)?.name ?? "");
    return names;
  }
}
