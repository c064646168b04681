import type { Memento } from "vscode";

/** Storage of an extension that lasts as long as the test. */
export class InMemoryMemento implements Memento {
  private readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string, otherwise?: T): T {
    // As in VS Code: whoever stored the value knows its type.
    return (this.values.get(key) ?? otherwise) as T;
  }

  async update(key: string, value: unknown): Promise<void> {
    // Stored values survive a reload only as JSON.
    this.values.set(key, JSON.parse(JSON.stringify(value)));
  }

  /** Everything that is stored, as it would lie on the disk. */
  get json(): string {
    return JSON.stringify([...this.values]);
  }
}
