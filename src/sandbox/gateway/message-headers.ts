/** The headers of a message in the order and spelling they came in; one that came twice stays twice. */
export class MessageHeaders implements Iterable<readonly [name: string, value: string]> {
  private fields: readonly (readonly [name: string, value: string])[];

  constructor(fields: Iterable<readonly [string, string]> = []) {
    this.fields = [...fields];
  }

  /** All values as one text, `null` when there is none. */
  get(name: string): string | null {
    const values = this.getAll(name);
    return values.length === 0 ? null : values.join(", ");
  }

  getAll(name: string): readonly string[] {
    const wanted = name.toLowerCase();
    return this.fields.filter(([other]) => other.toLowerCase() === wanted).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.getAll(name).length > 0;
  }

  append(name: string, value: string): void {
    this.fields = [...this.fields, [name, value]];
  }

  set(name: string, value: string): void {
    this.delete(name);
    this.append(name, value);
  }

  delete(name: string): void {
    const wanted = name.toLowerCase();
    this.fields = this.fields.filter(([other]) => other.toLowerCase() !== wanted);
  }

  [Symbol.iterator](): Iterator<readonly [string, string]> {
    return this.fields[Symbol.iterator]();
  }
}
