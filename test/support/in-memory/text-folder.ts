import type { TextFolder } from "../../../src/domain/text-folder.ts";

/** A folder in memory. */
export class InMemoryFolder implements TextFolder {
  readonly texts = new Map<string, string>();
  /** Told before each write; may throw. */
  beforeWrite: (name: string) => void = () => {};

  async names(): Promise<readonly string[]> {
    return [...this.texts.keys()];
  }

  async read(name: string): Promise<string | undefined> {
    return this.texts.get(name);
  }

  async replace(name: string, text: string): Promise<void> {
    this.beforeWrite(name);
    this.texts.set(name, text);
  }

  async delete(name: string): Promise<void> {
    this.beforeWrite(name);
    this.texts.delete(name);
  }
}
