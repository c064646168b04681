import type { Codes } from "./codes.ts";
import type { SectionName } from "./nodes.ts";
import { afterName, sameName } from "./scan.ts";
import { isSectionName } from "./sections.ts";

/** A name that occurs in one text, with what the parser wants to know each time it does. */
export class Name {
  /** Set when this is the name of a section. */
  readonly section: SectionName | undefined;
  /** The name that came after this one the last time. */
  next: Name | undefined = undefined;
  /** Where the last element begins that has an attribute of this name; a number costs the garbage collector nothing. */
  owner = -1;
  readonly length: number;

  /** `at` is an offset at which it stands. */
  constructor(
    readonly text: string,
    readonly at: number,
  ) {
    this.length = text.length;
    this.section = isSectionName(text) ? text : undefined;
  }
}

/**
 * Reads the names of elements and attributes out of one text. A policy has few names, and they follow one another as
 * they did before: one comparison with the name that came next the last time is usually all.
 */
export class Names {
  /** What stands for a name where none begins. */
  readonly none = new Name("", 0);
  private readonly known = new Map<string, Name>();
  private last = this.none;

  constructor(
    private readonly text: string,
    private readonly codes: Codes,
  ) {}

  /** The name at `start`, which may be empty. */
  read(start: number): Name {
    const expected = this.last.next;
    if (expected !== undefined && sameName(this.codes, expected.at, expected.length, start)) {
      this.last = expected;
      return expected;
    }
    const name = this.lookUp(start);
    this.last.next = name;
    this.last = name;
    return name;
  }

  private lookUp(start: number): Name {
    const text = this.text.slice(start, afterName(this.codes, start));
    let name = this.known.get(text);
    if (!name) {
      name = new Name(text, start);
      this.known.set(text, name);
    }
    return name;
  }
}
