/**
 * Calls of operations of one API that have no policy of their own, take the same method and are called in the same way. What
 * becomes of one becomes of all, unless it hangs on which operation is called.
 */
export class AlikeCalls {
  private reads = 0;

  /** Says that something was asked that tells the operations apart. */
  readonly tellApart = (): void => {
    this.reads += 1;
  };

  /** Finds something, and whether that holds for all of them. */
  find<T>(find: () => T): { readonly found: T; readonly isForAll: boolean } {
    const before = this.reads;
    const found = find();
    return { found, isForAll: this.reads === before };
  }
}

/** Finds once what holds for all calls that are alike; each answer is of a question, such as a caller. */
export class FoundOnce<Question, Answer> {
  private readonly known = new Map<AlikeCalls, Map<Question, Answer>>();

  of(alike: AlikeCalls | undefined, question: Question, find: () => Answer): Answer {
    if (!alike) return find();
    const answers = this.known.get(alike) ?? new Map<Question, Answer>();
    this.known.set(alike, answers);
    const known = answers.get(question);
    if (known !== undefined) return known;
    const { found, isForAll } = alike.find(find);
    if (isForAll) answers.set(question, found);
    return found;
  }
}
