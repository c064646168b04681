import { commands, env, l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0User } from "../../domain/auth0.ts";
import { changeOf } from "../../resources/changes.ts";
import { storeOf } from "../../resources/clouds.ts";
import type { Ref, Stored } from "../../resources/kind.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { auth0User } from "../../resources/kinds/auth0-user.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { chooseIn, chooseOwner, chooseResource } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { documentUri } from "../documents/resource-uri.ts";
import { commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import { openCloudOf, openTenant } from "../open-store.ts";
import { back, pick } from "../prompts.ts";
import { passwordPage } from "../review/plan-face.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { askPassword, isMadeUp } from "./password-questions.ts";
import { reviewAndRun } from "./review-and-run.ts";
import { requireRight, requireScope } from "./rights.ts";

/** How long a link for a new password is good: a day. */
const linkSeconds = 86_400;

/** The commands about users besides those of every kind. */
export function userCommands(services: Services): Command[] {
  const find = l10n.t("Find User…");
  const reset = l10n.t("Reset Password…");
  return [
    { id: commandIds.findUser, title: find, run: (argument) => findUser(services, argument, find) },
    {
      id: commandIds.resetPassword,
      title: reset,
      run: async (argument) => {
        const target = targetOf(argument);
        const isUser = target?.kind === "resource" && target.of.id === auth0User.id;
        const { ref } = isUser
          ? target
          : await chooseResource(services.accounts, [auth0User], reset, passwordElsewhere);
        return resetPassword(services, ref, reset);
      },
    },
  ];
}

/** Of those who sign in elsewhere Auth0 has no password; ids tell where. */
function passwordElsewhere({ ref: { id } }: Stored): string | undefined {
  return id.startsWith("auth0|")
    ? undefined
    : l10n.t("Signs in by {0}, where the password is, if there is one.", id.split("|")[0] ?? "");
}

/** Opens the document of the one who is found. */
async function findUser({ accounts }: Services, argument: unknown, title: string): Promise<undefined> {
  const target = targetOf(argument);
  const owner =
    target?.kind === "resource-group" ? target.owner : await chooseOwner(accounts, auth0User, title);
  const { ref } = await chooseIn(accounts, auth0User, owner, title);
  await commands.executeCommand("vscode.open", documentUri(auth0User, ref), { preview: false });
}

async function resetPassword(services: Services, ref: Required<Ref>, title: string): Promise<Report> {
  const stored = await readUser(services, ref);
  const name = auth0User.titleOf(stored.value, ref);
  const way = await pick<"link" | "password">({
    title: `${title} ${name}`,
    placeholder: l10n.t("How does the user get a new password?"),
    options: [
      {
        icon: "link",
        label: l10n.t("By a link"),
        detail: l10n.t("Whoever has it sets the password, for a day; the old one works on"),
        value: "link",
      },
      {
        icon: "key",
        label: l10n.t("From you"),
        detail: l10n.t("Made up or typed; the old one stops working at once"),
        value: "password",
      },
    ],
  });
  if (way === back) throw new Failure("cancelled", "Cancelled.");
  return way === "link" ? giveLink(services, ref, name) : givePassword(services, stored, title);
}

/** A link is no resource and cannot be taken back, which is said before it is made. */
async function giveLink({ accounts }: Services, { owner, id }: Required<Ref>, name: string): Promise<Report> {
  await requireScope(accounts, owner, "create:user_tickets");
  const make = l10n.t("Make the Link");
  const answer = await showMessage(
    {
      kind: "warning",
      text: l10n.t("Make a link for a new password of {0}?", name),
      detail: l10n.t(
        "Whoever has it can set the password for a day, and it cannot be taken back. It goes to the clipboard and is shown and kept nowhere; no mail is sent.",
      ),
    },
    [make],
  );
  if (answer !== make) throw new Failure("cancelled", "Cancelled.");
  const link = await reading(name, async (signal) => {
    const tenant = await openTenant(accounts, owner);
    return tenant.createPasswordTicket(id, linkSeconds, signal);
  });
  await env.clipboard.writeText(link);
  return { text: l10n.t("The link for a new password of {0} is on the clipboard, good for a day.", name) };
}

async function givePassword(services: Services, stored: Stored<Auth0User>, title: string): Promise<Report> {
  const { ref, value } = stored;
  await requireRight(services.accounts, auth0User, ref.owner, "update");
  const name = auth0User.titleOf(value, ref);
  const [connection] = await reading(auth0Connection.noun, async (signal) => {
    const clouds = await openCloudOf(services.accounts, auth0Connection, ref.owner, signal);
    const where = { name: value.connection };
    return collect(storeOf(clouds, auth0Connection).list(ref.owner, where, signal), signal);
  });
  const answers = await askPassword({}, { title: `${title} ${name}` }, connection?.value);
  if (answers === back) throw new Failure("cancelled", "Cancelled.");
  const after = answers["password"];
  const change =
    after === undefined
      ? undefined
      : changeOf(auth0User, stored, [{ path: "password", after }], {
          id: "password",
          title: l10n.t("Give the user “{0}” a new password", name),
        });
  if (!change) throw new Failure("internal", "There is no password to give.");
  const page = isMadeUp(answers) ? passwordPage({ passwordOf: change.id, user: name }) : undefined;
  const notes = [l10n.t("Sessions and refresh tokens that are there stay until they expire.")];
  return reviewAndRun(services, change, notes, page);
}

async function readUser({ accounts }: Services, ref: Required<Ref>): Promise<Stored<Auth0User>> {
  const stored = await reading(auth0User.noun, async (signal) => {
    const clouds = await openCloudOf(accounts, auth0User, ref.owner, signal);
    return storeOf(clouds, auth0User).read(ref, signal);
  });
  if (stored) return stored;
  throw new Failure("not-found", l10n.t("The {0} “{1}” is gone.", auth0User.noun, ref.id), {
    remedy: l10n.t("Refresh the tree."),
  });
}
