import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { EnabledApplication } from "../../domain/auth0.ts";
import { creation, deletion } from "../../resources/changes.ts";
import { type ShelvedClouds, storeOf } from "../../resources/clouds.ts";
import type { Change, Kind, Ref, Stored } from "../../resources/kind.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { enabledApplication } from "../../resources/kinds/enabled-application.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { chooseResource } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { type CommandId, commandIds } from "../ids.ts";
import { openCloudOf } from "../open-store.ts";
import { back, pickMany } from "../prompts.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { runReviewed } from "./review-and-run.ts";
import { requireRight } from "./rights.ts";

type Act = "create" | "delete";

/** What one side is enabled for on the other. */
interface Sides {
  /** The connection or the application that the command is about. */
  readonly one: Stored;
  /** All of the other side, by their ids. */
  readonly others: ReadonlyMap<string, string>;
  /** The switches that are on, by the ids of the other side. */
  readonly enabled: ReadonlyMap<string, Stored<EnabledApplication>>;
}

/** The commands that let applications sign users in with connections, and no longer, from either side. */
export function enabledApplicationCommands(services: Services): Command[] {
  const command = (id: CommandId, title: string, kind: Kind, act: Act): Command => ({
    id,
    title,
    run: (argument) => run(services, argument, title, kind, act),
  });
  return [
    command(commandIds.enableForApplications, l10n.t("Enable for Applications…"), auth0Connection, "create"),
    command(
      commandIds.disableForApplications,
      l10n.t("Disable for Applications…"),
      auth0Connection,
      "delete",
    ),
    command(commandIds.enableConnections, l10n.t("Enable Connections…"), auth0Application, "create"),
    command(commandIds.disableConnections, l10n.t("Disable Connections…"), auth0Application, "delete"),
  ];
}

async function run(
  services: Services,
  argument: unknown,
  title: string,
  kind: Kind,
  act: Act,
): Promise<Report> {
  const target = targetOf(argument);
  const given = target?.kind === "resource" ? target : undefined;
  const isSwitch = given?.of.id === enabledApplication.id;
  const ref = isSwitch
    ? { kind: kind.id, owner: given.ref.owner, id: given.ref.id.split("/")[0] ?? "" }
    : given?.of.id === kind.id
      ? given.ref
      : (await chooseResource(services.accounts, [kind], title)).ref;
  await requireRight(services.accounts, enabledApplication, ref.owner, act);
  const sides = await reading(enabledApplication.plural, (signal) => readSides(services, kind, ref, signal));
  const ids = isSwitch ? [given.ref.id.split("/").slice(1).join("/")] : await choose(title, kind, sides, act);
  const changes = ids.flatMap((id) => changeOf(kind, sides, id, act));
  if (changes.length === 0) return { text: l10n.t("Nothing was changed: nothing was chosen.") };
  const [first] = changes;
  return runReviewed(services, {
    title: changes.length === 1 && first ? first.title : `${title} ${kind.titleOf(sides.one.value, ref)}`,
    subject: `${ref.owner}/${enabledApplication.id}`,
    changes,
    unchanged: [],
    notes: act === "delete" ? [l10n.t("Sessions and tokens that are there stay until they expire.")] : [],
  });
}

async function readSides(
  { accounts }: Services,
  kind: Kind,
  ref: Required<Ref>,
  signal: AbortSignal,
): Promise<Sides> {
  const clouds = await openCloudOf(accounts, kind, ref.owner, signal);
  const other: Kind = kind === auth0Connection ? auth0Application : auth0Connection;
  const where = kind === auth0Connection ? { connectionId: ref.id } : { clientId: ref.id };
  const [one, others, switches] = await Promise.all([
    storeOf(clouds, kind).read(ref, signal),
    titles(clouds, other, ref.owner, signal),
    collect(storeOf(clouds, enabledApplication).list(ref.owner, where, signal), signal),
  ]);
  if (!one) {
    throw new Failure("not-found", l10n.t("The {0} “{1}” is gone.", kind.noun, ref.id), {
      remedy: l10n.t("Refresh the tree."),
    });
  }
  const idOf = ({ value: { connectionId, clientId } }: (typeof switches)[number]) =>
    kind === auth0Connection ? clientId : connectionId;
  return { one, others, enabled: new Map(switches.map((stored) => [idOf(stored), stored])) };
}

async function titles(
  clouds: ShelvedClouds,
  kind: Kind,
  owner: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const all = await collect(storeOf(clouds, kind).list(owner, {}, signal), signal);
  return new Map(all.map(({ ref, value }) => [ref.id, kind.titleOf(value, ref)]));
}

/** Those that are not enabled yet can be, and those that are need not be any more. */
async function choose(title: string, kind: Kind, { one, others, enabled }: Sides, act: Act) {
  const [ids, none] =
    act === "create"
      ? [[...others.keys()].filter((id) => !enabled.has(id)), l10n.t("It is enabled for all of them.")]
      : [[...enabled.keys()], l10n.t("It is enabled for none.")];
  const name = kind.titleOf(one.value, one.ref);
  if (ids.length === 0)
    throw new Failure("unsupported", l10n.t("There is nothing to choose for “{0}”. {1}", name, none));
  const chosen = await pickMany({
    title: `${title} ${name}`,
    placeholder: kind === auth0Connection ? l10n.t("Which applications?") : l10n.t("Which connections?"),
    options: ids.map((id) => ({ label: others.get(id) ?? id, description: id, value: id })),
  });
  if (chosen === back) throw new Failure("cancelled", "Cancelled.");
  return chosen;
}

/** One switch is turned, and those of other applications are not touched. */
function changeOf(kind: Kind, { one, others, enabled }: Sides, id: string, act: Act): readonly Change[] {
  const { ref } = one;
  const [connectionId, clientId] = kind === auth0Connection ? [ref.id, id] : [id, ref.id];
  const names = [kind.titleOf(one.value, ref), others.get(id) ?? id];
  const [connection = "", application = ""] = kind === auth0Connection ? names : names.toReversed();
  const change = `${act}-${id}`;
  if (act === "create") {
    const title = l10n.t("Enable the connection “{0}” for the application “{1}”", connection, application);
    return [creation(enabledApplication, ref.owner, { connectionId, clientId }, { id: change, title })];
  }
  const stored = enabled.get(id);
  const title = l10n.t("Disable the connection “{0}” for the application “{1}”", connection, application);
  return stored ? [deletion(enabledApplication, stored, { id: change, title })] : [];
}
