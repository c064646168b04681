import { env, l10n, type Uri } from "vscode";
import { Failure, isCancelled } from "../../core/failure.ts";
import { environmentOf } from "../../domain/azure-clouds.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import { storeIn } from "../../resources/clouds.ts";
import type { Ref, Stored } from "../../resources/kind.ts";
import {
  type CredentialConnection,
  credentialConnection,
} from "../../resources/kinds/credential-connection.ts";
import { reading, withProgress } from "../cancellation.ts";
import { chooseResource } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import { openCloudOf } from "../open-store.ts";
import { resourceIn } from "../resource-target.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";

/** How somebody is waited for who signs in in the browser; in milliseconds. */
interface Patience {
  /** Between two looks at the connection. */
  readonly interval: number;
  /** All in all. */
  readonly limit: number;
}

const usual: Patience = { interval: 3000, limit: 10 * 60 * 1000 };

/** The command that lets somebody sign in for a connection: says where it leads, opens the page, and waits for what comes of it. */
export function connectionSignInCommand(services: Services, patience: Patience = usual): Command {
  const title = l10n.t("Sign In for Connection…");
  return {
    id: commandIds.signInConnection,
    title,
    async run(argument) {
      const resource = resourceIn(targetOf(argument));
      const { ref } =
        resource?.kind === credentialConnection
          ? resource
          : await chooseResource(services.accounts, [credentialConnection], title, withoutSignIn);
      return signIn(services, ref, patience);
    },
  };
}

/** Nobody signs in for those that get their tokens by themselves. */
function withoutSignIn({ value }: Stored): string | undefined {
  return "oAuth2GrantType" in value && value.oAuth2GrantType !== "AuthorizationCode"
    ? l10n.t("It gets its tokens by client credentials: nobody signs in for it.")
    : undefined;
}

async function signIn(services: Services, ref: Required<Ref>, patience: Patience): Promise<Report> {
  const before = await reading(ref.id, (signal) => readConnection(services, ref, signal));
  const { connectionId, oAuth2GrantType } = before;
  if (oAuth2GrantType !== "AuthorizationCode") {
    const text = l10n.t(
      "The connection “{0}” gets its tokens by client credentials: nobody signs in for it.",
      connectionId,
    );
    return { text: [text, stateOf(before)].join(" ") };
  }
  const link = await reading(ref.id, (signal) => readLink(services, ref, before, signal));
  if (!(await mayOpen(link, connectionId))) {
    return {
      text: l10n.t("Nobody signed in for the connection “{0}”: the page was not opened.", connectionId),
    };
  }
  await openAsItIs(link);
  const now = await waitFor(services, ref, patience);
  services.trees.refresh();
  return {
    ...(now.status === "Connected" ? {} : { kind: "warning" as const }),
    text: stateOf(now),
  };
}

/**
 * Opens an address to the letter. Of a `Uri` VS Code opens what it says decoded, so that `%26` or `%2B` in its query would mean
 * something else; a text it takes as well, and as it is.
 */
async function openAsItIs(address: string): Promise<void> {
  await env.openExternal(address as unknown as Uri);
}

/** Where it leads is said before: the link itself is of use to whoever has it, and is shown nowhere. */
async function mayOpen(link: string, connectionId: string): Promise<boolean> {
  const open = l10n.t("Open Page");
  const answer = await showMessage(
    {
      kind: "information",
      text: l10n.t("Sign in for the connection “{0}”?", connectionId),
      detail: l10n.t(
        "A page of {0} opens in your browser and leads to the sign-in of the provider. Whoever signs in there lends the connection their access: every policy that gets tokens by it acts for them, until the connection is deleted.",
        new URL(link).host,
      ),
    },
    [open],
  );
  return answer === open;
}

async function readLink(
  { accounts }: Services,
  { owner }: Required<Ref>,
  { providerId, connectionId }: CredentialConnection,
  signal: AbortSignal,
): Promise<string> {
  const instance = parseInstancePath(owner);
  const account = await accounts.ownerOf(instance, signal);
  const { portal, resourceManager } = environmentOf(account.cloud);
  const azure = await accounts.openAzure(account);
  const returnTo = portal ?? resourceManager;
  const link = await azure.readLoginLink({ instance, providerId, connectionId }, returnTo, signal);
  if (URL.canParse(link) && new URL(link).protocol === "https:") return link;
  throw new Failure("rejected", l10n.t("The service gave no address of a web page to sign in at."), {
    remedy: l10n.t("Sign in under Credential manager of the instance in the Azure portal."),
  });
}

/** The connection once it is connected, or as it is when patience ends or the person gives up. */
async function waitFor(
  services: Services,
  ref: Required<Ref>,
  { interval, limit }: Patience,
): Promise<CredentialConnection> {
  const until = Date.now() + limit;
  try {
    return await withProgress(l10n.t("Waiting until somebody has signed in…"), async (signal) => {
      for (;;) {
        const now = await readConnection(services, ref, signal);
        if (now.status === "Connected" || Date.now() >= until) return now;
        await pause(interval, signal);
      }
    });
  } catch (error) {
    if (!isCancelled(error)) throw error;
    return reading(ref.id, (signal) => readConnection(services, ref, signal));
  }
}

/** @throws Failure `cancelled` as soon as the person gives up. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(new Failure("cancelled", "Cancelled."));
      },
      { once: true },
    );
  });
}

async function readConnection(
  { accounts }: Services,
  ref: Required<Ref>,
  signal: AbortSignal,
): Promise<CredentialConnection> {
  const { azure } = await openCloudOf(accounts, credentialConnection, ref.owner, signal);
  const found = await storeIn(azure, credentialConnection).read(ref, signal);
  if (found) return found.value;
  throw new Failure("not-found", l10n.t("The {0} “{1}” is gone.", credentialConnection.noun, ref.id), {
    remedy: l10n.t("Refresh the tree."),
  });
}

function stateOf({ connectionId, status, error }: CredentialConnection): string {
  if (status === "Connected") return l10n.t("The connection “{0}” is connected.", connectionId);
  const said = [status, error].filter(Boolean).join(": ");
  return said === ""
    ? l10n.t("The service does not say whether the connection “{0}” is connected.", connectionId)
    : l10n.t("The connection “{0}” is not connected. {1}", connectionId, said);
}
