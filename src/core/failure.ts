/**
 * Why something could not be done, in terms a caller can act on. Adapters translate HTTP codes and SDK errors into
 * these; nothing above them knows either.
 */
export type FailureCode =
  | "cancelled"
  | "invalid-input"
  | "not-found"
  | "already-exists"
  | "unauthorized"
  | "forbidden"
  | "changed-on-server"
  | "rejected"
  | "rate-limited"
  | "unreachable"
  | "unsupported"
  | "internal";

/** What a person can sign in to; starting the sandbox signs in to both its sides. */
export type SignIn = "auth0" | "azure" | "sandbox";

/** A place in a text, with lines and columns from 1 on. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** What a {@link Failure} carries besides its message. */
interface FailureDetails {
  /** What the person can do next, as a full sentence. */
  readonly remedy?: string;
  /** What the service said, field by field, for places in a document or form. */
  readonly details?: readonly { readonly target?: string; readonly message: string }[];
  /** The sign-ins that would help, the likeliest first; none where they would not. Every `unauthorized` says which. */
  readonly signIns?: readonly SignIn[];
  /** Whose sign-in is meant, as the domain of a tenant or the key of an Azure account; left out where any would do. */
  readonly account?: string;
  /** Scopes of the Management API that the application of {@link account} lacks. */
  readonly missingScopes?: readonly string[];
  /** Where in the text that a person gave it is, if it is about one and that is known. */
  readonly place?: TextPlace | undefined;
  readonly cause?: unknown;
}

/** The one error type that crosses rooms: `message` says what happened and to what, `remedy` what to do next. */
export class Failure extends Error {
  readonly code: FailureCode;
  readonly remedy: string | undefined;
  readonly details: readonly { readonly target?: string; readonly message: string }[];
  readonly signIns: readonly SignIn[];
  readonly account: string | undefined;
  readonly missingScopes: readonly string[];
  readonly place: TextPlace | undefined;

  constructor(code: FailureCode, message: string, options: FailureDetails = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = "Failure";
    this.code = code;
    this.remedy = options.remedy;
    this.details = options.details ?? [];
    this.signIns = options.signIns ?? [];
    this.account = options.account;
    this.missingScopes = options.missingScopes ?? [];
    this.place = options.place;
  }

  /** Message and remedy as one text for a person. */
  get text(): string {
    return this.remedy ? `${this.message} ${this.remedy}` : this.message;
  }
}

/** Whether `error` means that the person gave up: Esc in a prompt, Cancel in a progress notification. */
export function isCancelled(error: unknown): boolean {
  return (
    (error instanceof Failure && error.code === "cancelled") ||
    (error instanceof Error && (error.name === "AbortError" || error.name === "Canceled"))
  );
}

/** Any thrown value as a {@link Failure}; an abort becomes `cancelled`, what nobody translated becomes `internal`. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (isCancelled(error)) return new Failure("cancelled", "Cancelled.", { cause: error });
  const message = error instanceof Error ? error.message : String(error);
  return new Failure("internal", message, {
    cause: error,
    remedy: "See the log (command “Auth0 for APIM: Show Log”) and report it if it happens again.",
  });
}

/** Throws a `cancelled` failure once `signal` is aborted. Called after each `await` below the shell. */
export function throwIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Failure("cancelled", "Cancelled.");
}
