import { isNamePart, skipName } from "./characters.ts";

const LETTERS = 128;
/** More different letters in a row than the names of any policy have; beyond them, names are simply cut out. */
const MOST_NODES = 4096;

/**
 * Reads names out of one text, the same string each time: a policy has few names, each many times. A trie finds the
 * end of a name and the string in one pass.
 */
export class Names {
  /** Where the name that was read last ends. */
  end = 0;
  /** For each node and letter the next node; 0 when there is none, as nothing leads back to the first. */
  private next = new Uint16Array(64 * LETTERS);
  private readonly names: string[] = [""];

  constructor(private readonly text: string) {}

  /** The name at `start`; empty when none begins there. */
  read(start: number): string {
    const { text } = this;
    let node = 0;
    for (let position = start; ; position += 1) {
      const code = text.charCodeAt(position);
      const known = code < LETTERS ? (this.next[node * LETTERS + code] ?? 0) : 0;
      if (known !== 0) {
        node = known;
        continue;
      }
      if (!isNamePart(code)) {
        this.end = position;
        return this.nameOf(node, start);
      }
      node = this.extend(node, code);
      if (node === 0) return this.readUnknown(start, position);
    }
  }

  private nameOf(node: number, start: number): string {
    let name = this.names[node] ?? "";
    if (name.length !== this.end - start) {
      name = this.text.slice(start, this.end);
      this.names[node] = name;
    }
    return name;
  }

  private readUnknown(start: number, position: number): string {
    this.end = skipName(this.text, position);
    return this.text.slice(start, this.end);
  }

  /** A new node behind `node`; 0 when there is no room for it. */
  private extend(node: number, code: number): number {
    const added = this.names.length;
    if (code >= LETTERS || added >= MOST_NODES) return 0;
    if ((added + 1) * LETTERS > this.next.length) {
      const larger = new Uint16Array(this.next.length * 4);
      larger.set(this.next);
      this.next = larger;
    }
    this.names.push("");
    this.next[node * LETTERS + code] = added;
    return added;
  }
}
