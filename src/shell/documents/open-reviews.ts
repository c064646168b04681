/** The reviews that are open, one for each document at most: a later one takes the place of an earlier one. */
export class OpenReviews {
  private readonly open = new Map<string, AbortController>();

  /** Ends the review of the document that is open, if there is one. The signal is aborted when the new one ends that way. */
  begin(key: string): AbortSignal {
    this.open.get(key)?.abort();
    const controller = new AbortController();
    this.open.set(key, controller);
    return controller.signal;
  }
}
