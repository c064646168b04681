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
    // Stored values survive a reload only as JSON; there is none for a key that has no value.
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, JSON.parse(JSON.stringify(value)));
  }

  /** Everything that is stored, as it would lie on the disk. */
  get json(): string {
    return JSON.stringify([...this.values]);
  }
}

/**
 * One extension's state in several windows, as VS Code keeps it: each window reads and changes a copy of its own and writes
 * that as a whole, and the others hear of it later.
 */
export class SharedState {
  private readonly windows: WindowMemento[] = [];
  private readonly written: { readonly by: WindowMemento; readonly whole: string }[] = [];
  private whole = "{}";

  /** A window that opens now. */
  open(): Memento {
    const window = new WindowMemento(this.whole, (whole) => {
      this.whole = whole;
      this.written.push({ by: window, whole });
    });
    this.windows.push(window);
    return window;
  }

  /** Lets every window hear of what the others wrote. */
  deliver(): void {
    for (const { by, whole } of this.written.splice(0)) {
      for (const window of this.windows) if (window !== by) window.hear(whole);
    }
  }
}

class WindowMemento implements Memento {
  constructor(
    private whole: string,
    private readonly write: (whole: string) => void,
  ) {}

  keys(): readonly string[] {
    return Object.keys(JSON.parse(this.whole));
  }

  get<T>(key: string, otherwise?: T): T {
    return JSON.parse(this.whole)[key] ?? otherwise;
  }

  async update(key: string, value: unknown): Promise<void> {
    this.whole = JSON.stringify({ ...JSON.parse(this.whole), [key]: value });
    this.write(this.whole);
  }

  hear(whole: string): void {
    this.whole = whole;
  }
}
