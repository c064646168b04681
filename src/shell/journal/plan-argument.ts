/** Which plan a page, a notification or a list means, and what is to be done about it. */
interface PlanArgument {
  /** The id of its journal; left out from the palette. */
  readonly plan?: string;
  /** Makes what is left of it or forgets it, rather than show it. */
  readonly act?: "make" | "forget";
}

/** The first argument of a command, as our own buttons pass it. */
export function planArgument(argument: unknown): PlanArgument {
  if (typeof argument !== "object" || argument === null || !("plan" in argument)) return {};
  if (typeof argument.plan !== "string") return {};
  const act = "act" in argument ? argument.act : undefined;
  return { plan: argument.plan, ...((act === "make" || act === "forget") && { act }) };
}
