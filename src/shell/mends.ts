import { l10n } from "vscode";
import type { Failure, SignIn } from "../core/failure.ts";
import { type CommandId, commandIds } from "./ids.ts";

/** What mends a failure, as a button or a click: a command, and what it is given. */
interface Mend {
  readonly title: string;
  readonly command: CommandId;
  readonly argument?: unknown;
}

/** What mends `failure`, the likeliest first: the sign-in that is meant, the scopes to grant. Nothing that is about something else. */
export function mendsOf(failure: Failure): readonly Mend[] {
  return [...failure.signIns.map((signIn) => mendBySigningIn(signIn, failure)), ...scopesToGrant(failure)];
}

/** Whether the same may go well in a while, with nothing done in between. */
export function mayGoWellAgain({ code, signIns }: Failure): boolean {
  return (code === "unreachable" && signIns.length === 0) || code === "rate-limited";
}

function mendBySigningIn(signIn: SignIn, { account }: Failure): Mend {
  switch (signIn) {
    case "auth0":
      return account === undefined
        ? { title: l10n.t("Connect Auth0 Tenant"), command: commandIds.connectAuth0 }
        : { title: l10n.t("Connect Again"), command: commandIds.reconnectAuth0, argument: account };
    case "azure":
      return account === undefined
        ? { title: l10n.t("Sign In to Azure"), command: commandIds.signInToAzure }
        : { title: signInTitle(account), command: commandIds.signInToAzure, argument: account };
    case "sandbox":
      return { title: l10n.t("Start Sandbox"), command: commandIds.startSandbox };
  }
}

/** Of VS Code's accounts one may be signed in to one directory and not to another. */
function signInTitle(account: string): string {
  return account.startsWith("azure/microsoft/")
    ? l10n.t("Sign In to This Directory")
    : l10n.t("Sign In Again");
}

function scopesToGrant({ account, missingScopes }: Failure): Mend[] {
  if (missingScopes.length === 0) return [];
  const argument = { domain: account, missing: missingScopes };
  return [{ title: l10n.t("Show Where to Grant It"), command: commandIds.showManagementScopes, argument }];
}
