import { l10n } from "vscode";
import type { Stored } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { readServersFor, readServersOf } from "../servers-of.ts";
import type { Accounts } from "../session/accounts.ts";

/** Which instance of API Management uses a thing of a tenant, as a reason to keep it; `undefined` when none does. */
export async function usedElsewhere(
  accounts: Accounts,
  stored: Stored,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { servers, unread } = await usersOf(accounts, stored, signal);
  const [first] = servers;
  if (first) {
    const { kind, name, instance } = first;
    return l10n.t(
      "The {0} “{1}” of {2} uses it by now, so it stays. Take it out of there, then undo again.",
      kind.noun,
      name,
      instance,
    );
  }
  return unread.length === 0
    ? undefined
    : l10n.t(
        "Whether an instance uses it is not known, so it stays: {0} Delete it by hand if nobody needs it.",
        unread.join(" "),
      );
}

async function usersOf(accounts: Accounts, { ref, value }: Stored, signal: AbortSignal) {
  if (ref.kind === auth0Application.id) return readServersOf(accounts, ref, signal);
  return ref.kind === auth0Api.id && "identifier" in value
    ? readServersFor(accounts, ref.owner, String(value.identifier), signal)
    : { servers: [], unread: [] };
}
