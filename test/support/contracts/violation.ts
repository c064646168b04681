import { redact } from "../../../src/core/redaction.ts";

/** A place where a request or an answer is not as its contract says. */
export interface Violation {
  /** `GET /connections/{id}/clients`, or method and path of a request that fits no operation. */
  readonly operation: string;
  readonly status: number;
  /** `request body`, `response body /properties/grantTypes/0`, `query take`… */
  readonly place: string;
  readonly message: string;
  /** What stood there, shortened and without secrets. */
  readonly value: string;
}

/** One line for a person. */
export function describeViolation({ operation, status, place, message, value }: Violation): string {
  return `${operation} → ${status}: ${place}: ${message}${value === "" ? "" : ` (${value})`}`;
}

/** A value as it may be shown; `name` tells whether it is a secret. */
export function show(name: string, value: unknown): string {
  if (value === undefined) return "";
  const line = redact(JSON.stringify({ [name]: value }));
  return line.length > 160 ? `${line.slice(0, 157)}…` : line;
}
