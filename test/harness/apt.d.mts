interface AptOptions {
  readonly sudo?: readonly string[];
  readonly log?: (line: string) => void;
  /** In seconds. */
  readonly patience?: number;
}

export function aptGet(args: readonly string[], options?: AptOptions): boolean;
