import { l10n } from "vscode";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { AzureAccount } from "../../domain/account.ts";
import type { Directory } from "../../domain/apim.ts";
import type { CloudFactory } from "../../resources/clouds.ts";
import { directoriesOf, titleOf } from "../../workflows/connect.ts";
import { reading, withProgress } from "../cancellation.ts";
import { askText, back, pick, pickMany } from "../prompts.ts";
import {
  type EditorAccount,
  editorUsers,
  hasToken,
  microsoftToken,
  signInToMicrosoft,
} from "../session/microsoft-token.ts";
import { directoryProblem } from "./azure-questions.ts";

/** A person's sign-in, before it is known to which directories. */
type Person = Extract<AzureAccount, { kind: "microsoft" | "azure-cli" }>;

/** VS Code's account that the person chooses; it signs in a new one where there is none, or none of them is meant. */
export async function chooseUser(cloud: AzureAccount["cloud"]): Promise<EditorAccount> {
  const account: EditorAccount = { kind: "microsoft", ...(cloud && { cloud }) };
  const known = await editorUsers(cloud);
  const user = known.length === 0 ? "another" : await askUser(known);
  return { ...account, user: user === "another" ? await signInToMicrosoft(account) : user };
}

async function askUser(known: Awaited<ReturnType<typeof editorUsers>>) {
  const chosen = await pick<(typeof known)[number] | "another">({
    title: l10n.t("Sign In to Azure"),
    placeholder: l10n.t("With which account?"),
    options: [
      ...known.map((user) => ({ icon: "account", label: user.label, value: user })),
      { icon: "add", label: l10n.t("Another Account…"), value: "another" },
    ],
  });
  // the prompt has no way back
  return chosen === back ? "another" : chosen;
}

/** The person's sign-ins to those of their directories that they choose; asks only where there are several. */
export async function chooseDirectories(
  factory: Pick<CloudFactory, "openAzure">,
  person: Person,
): Promise<readonly Person[]> {
  const directories = await withProgress(l10n.t("Reading your directories…"), (signal) =>
    directoriesOf(factory, person, tokensFor(person), signal).catch(unlessKnown),
  );
  if (directories.length < 2) {
    const [own] = directories;
    return [own && person.kind === "microsoft" ? inDirectory(person, own) : person];
  }
  const ready = await reading(l10n.t("your directories"), () => readyOnes(person, directories));
  const chosen = await pickMany<Directory | "another">({
    title: l10n.t("Sign In to Azure"),
    placeholder: l10n.t("To which directories? Those that VS Code has a sign-in for are picked"),
    options: [
      ...directories.map((one) => ({
        icon: "organization",
        label: titleOf(one),
        description: one.domain ?? "",
        detail: one.id,
        value: one,
        picked: ready.has(one.id),
      })),
      {
        icon: "edit",
        label: l10n.t("Another Directory…"),
        detail: l10n.t("By its ID or domain"),
        value: "another",
      },
    ],
  });
  if (chosen === back || chosen.length === 0) throw new Failure("cancelled", "Cancelled.");
  const known = chosen.flatMap((one) => (one === "another" ? [] : [inDirectory(person, one)]));
  return chosen.includes("another") ? [...known, await askDirectory(person)] : known;
}

/** A directory that could not be listed may be signed in to all the same. */
function unlessKnown(error: unknown): readonly Directory[] {
  if (isCancelled(error) || !(error instanceof Failure) || error.code !== "forbidden") throw error;
  return [];
}

/** The ids of those that VS Code gives a token for; the CLI is not asked, which takes a second for each. */
async function readyOnes(person: Person, directories: readonly Directory[]): Promise<ReadonlySet<string>> {
  if (person.kind !== "microsoft") return new Set(directories.map(({ id }) => id));
  const ready = await Promise.all(
    directories.map(async (one) =>
      (await hasToken(inDirectory(person, one)).catch(() => false)) ? [one.id] : [],
    ),
  );
  return new Set(ready.flat());
}

function inDirectory<P extends Person>(person: P, one: Directory): P {
  return { ...person, tenantId: one.id, directoryName: titleOf(one) };
}

async function askDirectory(person: Person): Promise<Person> {
  const tenantId = await askText({
    title: l10n.t("Sign In to Azure"),
    prompt: l10n.t("ID of the directory (tenant), or one of its domains"),
    placeholder: "contoso.com",
    validate: directoryProblem,
  });
  if (tenantId === back) throw new Failure("cancelled", "Cancelled.");
  return { ...person, tenantId };
}

function tokensFor(person: Person) {
  return person.kind === "microsoft" ? { accessToken: microsoftToken(person) } : {};
}
