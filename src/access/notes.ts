/** At most so many APIs are named behind a note. */
const mostNamed = 5;

/** Notes, each once, with the APIs they are about. */
export class Notes {
  private readonly apisByText = new Map<string, Set<string>>();

  /** Adds a note about an API, or about all. */
  add(text: string, api?: string): void {
    const apis = this.apisByText.get(text) ?? new Set();
    if (api !== undefined) apis.add(api);
    this.apisByText.set(text, apis);
  }

  /** All of them, in the order in which they came. */
  get texts(): readonly string[] {
    return [...this.apisByText].map(([text, apis]) => {
      if (apis.size === 0) return text;
      const named = [...apis].slice(0, mostNamed).join(", ");
      const more = apis.size > mostNamed ? ` and ${apis.size - mostNamed} more` : "";
      return `${text} [${named}${more}]`;
    });
  }
}
