import type { Codes } from "./codes.ts";
import { indexOfSpace, withoutInvisible } from "./invisible.ts";
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
  /** How many characters are written. */
  readonly length: number;
  /** Set when invisible characters were written in it, which {@link text} is without. */
  readonly isOdd: boolean;
  readonly text: string;

  /** `at` is an offset at which it stands, `written` how. */
  constructor(
    readonly written: string,
    readonly at: number,
  ) {
    const text = withoutInvisible(written);
    this.text = text;
    this.length = written.length;
    this.isOdd = text !== written;
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
    const whole = this.text.slice(start, afterName(this.codes, start));
    // What looks like a space was meant to end the name.
    const written = whole.slice(0, indexOfSpace(whole));
    let name = this.known.get(written);
    if (!name) {
      name = new Name(written, start);
      this.known.set(written, name);
    }
    return name;
  }
}
