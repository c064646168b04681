import type { Command } from "../../src/shell/commands/command.ts";
import type { CommandId } from "../../src/shell/ids.ts";

/** The one with this id, which there must be. */
export function commandOf(list: readonly Command[], id: CommandId): Command {
  const found = list.find((command) => command.id === id);
  if (!found) throw new Error(`There is no command ${id}.`);
  return found;
}
