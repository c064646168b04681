import { isNamePart, skipName } from "./characters.ts";
import type { SectionName } from "./nodes.ts";
import { isSectionName } from "./sections.ts";

/** A name that occurs in one text, with what the parser wants to know each time it does. */
export class Name {
  /** Set when this is the name of a section. */
  readonly section: SectionName | undefined;
  /** The name that came after this one the last time. */
  next: Name | undefined = undefined;
  /** Where the last element begins that has an attribute of this name; a number costs the garbage collector nothing. */
  owner = -1;

  constructor(readonly text: string) {
    this.section = isSectionName(text) ? text : undefined;
  }
}

/**
 * Reads the names of elements and attributes out of one text. A policy has few names, and they follow one another as
 * they did before: one comparison with the name that came next the last time is usually all, and costs a third of
 * walking over the letters.
 */
export class Names {
  /** What stands for a name where none begins. */
  readonly none = new Name("");
  private readonly known = new Map<string, Name>();
  private last = this.none;

  constructor(private readonly text: string) {}

  /** The name at `start`, which may be empty. */
  read(start: number): Name {
    const expected = this.last.next;
    const name = expected !== undefined && this.isAt(expected.text, start) ? expected : this.lookUp(start);
    if (name !== expected) this.last.next = name;
    this.last = name;
    return name;
  }

  /** Whether exactly `name` stands at `start`. */
  private isAt(name: string, start: number): boolean {
    const { text } = this;
    const end = start + name.length;
    return end < text.length && !isNamePart(text.charCodeAt(end)) && text.slice(start, end) === name;
  }

  private lookUp(start: number): Name {
    const text = this.text.slice(start, skipName(this.text, start));
    let name = this.known.get(text);
    if (!name) {
      name = new Name(text);
      this.known.set(text, name);
    }
    return name;
  }
}
