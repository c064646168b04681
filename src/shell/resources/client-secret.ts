import { env, l10n } from "vscode";
import { Failure, throwIfCancelled } from "../../core/failure.ts";
import { isAtOneOfHosts, tenantHosts } from "../../core/tenant-hosts.ts";
import type { Application } from "../../domain/auth0.ts";
import { changeOf } from "../../resources/changes.ts";
import { storeOf } from "../../resources/clouds.ts";
import type { Change, Ref, Stored } from "../../resources/kind.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { reading } from "../cancellation.ts";
import { chooseResource } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { openCloudOf, openTenant } from "../open-store.ts";
import { readServersOf } from "../servers-of.ts";
import type { Services } from "../services.ts";
import type { Accounts } from "../session/accounts.ts";
import { targetOf } from "../target.ts";
import { runReviewed } from "./review-and-run.ts";
import { requireScope } from "./rights.ts";

/** The commands about the client secret of an application. */
export function clientSecretCommands(services: Services): Command[] {
  const command = (id: Command["id"], title: string, act: typeof copySecret): Command => ({
    id,
    title,
    run: async (argument) => act(services, await applicationOf(services, argument, title)),
  });
  return [
    command(commandIds.copyClientSecret, l10n.t("Copy Client Secret"), copySecret),
    command(commandIds.rotateClientSecret, l10n.t("Rotate Client Secret…"), rotateSecret),
  ];
}

async function applicationOf(
  { accounts }: Services,
  argument: unknown,
  title: string,
): Promise<Required<Ref>> {
  const target = targetOf(argument);
  if (target?.kind === "resource" && target.of.id === auth0Application.id) return target.ref;
  return (await chooseResource(accounts, [auth0Application], title, withoutSecretOnes)).ref;
}

/** What the list of applications says of them already; whether there is a secret is known once it is read. */
function withoutSecretOnes({ value }: Stored): string | undefined {
  if (!("tokenEndpointAuthMethod" in value) || value.tokenEndpointAuthMethod !== "none") return undefined;
  return l10n.t("It runs at its users’ (single page, native), and has no client secret that may be used.");
}

/** Puts the secret on the clipboard, and nowhere else. */
async function copySecret({ accounts }: Services, ref: Required<Ref>): Promise<Report> {
  await requireScope(accounts, ref.owner, "read:client_keys");
  const secret = await reading(l10n.t("the client secret"), async (signal) => {
    const clouds = await openCloudOf(accounts, auth0Application, ref.owner, signal);
    return storeOf(clouds, auth0Application).secretOf?.(ref, signal);
  });
  if (secret === undefined) throw withoutSecret(ref);
  await env.clipboard.writeText(secret);
  return {
    text: l10n.t(
      "The client secret of the application {0} is on the clipboard, and was shown nowhere.",
      ref.id,
    ),
  };
}

/** Reviews and makes a new secret, and gives it to what holds the old one in connected instances. */
async function rotateSecret(services: Services, ref: Required<Ref>): Promise<Report> {
  const { accounts } = services;
  await requireScope(accounts, ref.owner, "update:client_keys");
  // without it nobody could tell the servers, or the person, what the new secret is
  await requireScope(accounts, ref.owner, "read:client_keys");
  const { stored, found, others } = await reading(l10n.t("who uses the client secret"), async (signal) => {
    const clouds = await openCloudOf(accounts, auth0Application, ref.owner, signal);
    const store = storeOf(clouds, auth0Application);
    const [stored, secret] = await Promise.all([store.read(ref, signal), store.secretOf?.(ref, signal)]);
    if (!stored || secret === undefined) throw withoutSecret(ref);
    const [found, hosts] = await Promise.all([
      readServersOf(accounts, ref, signal),
      readHosts(accounts, ref.owner, signal),
    ]);
    const [own, others] = apartByHost(found.servers, hosts);
    return { stored, found: { ...found, servers: own }, others };
  });
  const name = auth0Application.titleOf(stored.value, ref);
  return runReviewed(services, {
    title: l10n.t("Rotate the client secret of “{0}”", name),
    subject: `${ref.owner}/${ref.kind}`,
    changes: rotation(stored, found.servers),
    unchanged: [],
    notes: [
      l10n.t(
        "The old secret stops working at once: whatever else signs in as “{0}” fails until it is given the new one.",
        name,
      ),
      ...found.unread,
      ...others.map(({ kind, name, instance }) =>
        l10n.t(
          "The {0} “{1}” of {2} has its client id, but sends secrets elsewhere than to {3}: it does not get the new one.",
          kind.noun,
          name,
          instance,
          ref.owner,
        ),
      ),
    ],
  });
}

type Servers = Awaited<ReturnType<typeof readServersOf>>["servers"];

/** Where the tenant takes secrets; its custom domains only where they may be read. */
async function readHosts(accounts: Accounts, owner: string, signal: AbortSignal): Promise<readonly string[]> {
  try {
    return tenantHosts(await (await openTenant(accounts, owner)).readTenant(signal));
  } catch {
    throwIfCancelled(signal);
    return [owner];
  }
}

/** Those that send the secret to one of `hosts`, and those that would give it to somebody else: a client id is known to many. */
function apartByHost(servers: Servers, hosts: readonly string[]): readonly [own: Servers, others: Servers] {
  const isOwn = ({ stored: { value } }: Servers[number]) =>
    Object.entries(value).every(
      ([name, address]) =>
        !["tokenEndpoint", "metadataEndpoint"].includes(name) ||
        typeof address !== "string" ||
        isAtOneOfHosts(address, hosts),
    );
  return [servers.filter(isOwn), servers.filter((one) => !isOwn(one))];
}

function rotation(application: Stored<Application>, servers: Servers): readonly Change[] {
  const { ref, value } = application;
  const rotate = changeOf(
    auth0Application,
    application,
    [{ path: "clientSecret", after: { newSecret: true } }],
    {
      id: "rotate",
      title: l10n.t(
        "Rotate the client secret of the application “{0}”",
        auth0Application.titleOf(value, ref),
      ),
    },
  );
  const given = servers.map(({ kind, stored, name, instance }, index) =>
    changeOf(kind, stored, [{ path: "clientSecret", after: { secretOf: { ...ref } } }], {
      id: `server-${index + 1}`,
      title: l10n.t("Give the new client secret to the {0} “{1}” of {2}", kind.noun, name, instance),
      needs: ["rotate"],
    }),
  );
  return [rotate, ...given].flatMap((change) => change ?? []);
}

function withoutSecret({ id }: Required<Ref>): Failure {
  return new Failure(
    "unsupported",
    l10n.t("The application {0} has no client secret that may be used.", id),
    {
      remedy: l10n.t(
        "Applications that run at their users’ (single page, native) and those that use keys have none.",
      ),
    },
  );
}
