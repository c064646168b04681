/** A fact that was read. */
interface Known<T> {
  readonly known: true;
  readonly value: T;
}

/** A fact that could not be read (yet): no warning may be based on it. */
interface Unknown {
  readonly known: false;
}

/** A fact that may not have been read; the compiler makes every reader ask. */
export type Maybe<T> = Known<T> | Unknown;

/** Wraps a fact that was read. */
export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

/** The one {@link Unknown}. */
export const unknown: Unknown = { known: false };
