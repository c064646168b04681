/** What is left of a name for a number behind it: names have 80 characters at most. */
const longest = 76;

/** The greatest number that is put behind a name that is taken. */
const mostAlike = 999;

/**
 * Gives operations the names that the service gives them: small letters, digits and dashes, at most 76 of them, with a number
 * behind a name that is taken. What the service makes of letters beyond ASCII is not documented; they count as others here.
 */
export class OperationNames {
  private readonly taken: Set<string>;

  /** `taken` are names that others have. */
  constructor(taken: Iterable<string> = []) {
    this.taken = new Set(taken);
  }

  /** The name of the next operation; `undefined` when there are too many alike. */
  next(operationId: string | undefined, method: string, path: string): string | undefined {
    const plain = (operationId && nameOf(operationId)) || nameOf(`${method}-${path}`);
    for (let number = 0; number <= mostAlike; number += 1) {
      const name = number === 0 ? plain : `${plain}-${number}`;
      if (this.taken.has(name)) continue;
      this.taken.add(name);
      return name;
    }
    return undefined;
  }
}

function nameOf(text: string): string {
  return trimmed(trimmed(text.toLowerCase().replace(/[^a-z0-9]+/g, "-")).slice(0, longest));
}

function trimmed(name: string): string {
  return name.replace(/^-+|-+$/g, "");
}
