import type { Failure } from "../../core/failure.ts";

/** A message of the service with the place it names, counted from 0. */
interface PlacedMessage {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** The two ways in which the service names a place: "on line 19, column 7" and "Line 32, position 30". */
const place = /\bline\s+(\d+),\s*(?:column|position)\s+(\d+)/i;

/** What the service said about a policy it refused, message by message; without a place at the beginning. */
export function placeMessages(failure: Failure): PlacedMessage[] {
  const messages = failure.details.map(({ message }) => message);
  return (messages.length > 0 ? messages : [failure.message]).map((message) => {
    const [, line, column] = place.exec(message) ?? [];
    return { message, line: Number(line ?? 1) - 1, column: Number(column ?? 1) - 1 };
  });
}
