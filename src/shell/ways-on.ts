import { commands } from "vscode";
import { Failure } from "../core/failure.ts";
import { mendsOf } from "./mends.ts";
import { showMessage } from "./messages.ts";

/** A button of a dialog about a mistake, and what pressing it means. */
export interface WayOn<T> {
  readonly title: string;
  readonly value: T;
}

/** Says in a dialog what went wrong, and asks how to go on; `undefined` when the person wants none of the ways. */
export async function askWayOn<T>(
  { message, remedy = "" }: Failure,
  ways: readonly WayOn<T>[],
): Promise<T | undefined> {
  const titles = ways.map(({ title }) => title);
  const answer = await showMessage({ kind: "error", text: message, detail: remedy }, titles);
  return ways.find(({ title }) => title === answer)?.value;
}

/**
 * As {@link askWayOn}, with what mends the failure among the ways: where that is chosen it is done, then `again` is the answer.
 *
 * @throws Failure `cancelled` when the person gives up.
 */
export async function askWayOnOrMend<T>(
  failure: Failure,
  again: WayOn<T>,
  others: readonly WayOn<T>[] = [],
): Promise<T> {
  const mends = mendsOf(failure).map((mend) => ({ title: mend.title, value: mend }));
  const way = await askWayOn<WayOn<T> | (typeof mends)[number]["value"]>(failure, [
    ...mends,
    ...[again, ...others].map((one) => ({ title: one.title, value: one })),
  ]);
  if (way === undefined) throw new Failure("cancelled", "Cancelled.", { cause: failure });
  if ("value" in way) return way.value;
  await commands.executeCommand(way.command, ...(way.argument === undefined ? [] : [way.argument]));
  return again.value;
}
