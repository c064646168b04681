/** A policy, or an expression in it, that the sandbox cannot run: it is skipped and named, never guessed. */
export class PassedOver extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "PassedOver";
  }
}
