import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { once } from "../../core/once.ts";
import type { Connection } from "../../domain/auth0.ts";
import { emailProblem } from "../../domain/auth0-answers.ts";
import { storeIn } from "../../resources/clouds.ts";
import type { Stored } from "../../resources/kind.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { collect } from "../../workflows/collect.ts";
import { reading } from "../cancellation.ts";
import { askEnabling } from "../enable-for-users.ts";
import { openCloudOf } from "../open-store.ts";
import { askText, back, type PromptFrame, pick, required } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { askPassword } from "./password-questions.ts";
import { type Answers, type Question, withFirst, withoutFirst } from "./questions.ts";

/** Asks for a user: in which database connection, by which address, and with which password. */
export function userQuestions(accounts: Accounts, owner: string): readonly Question[] {
  const read = once(() =>
    reading(auth0Connection.plural, (signal) => readDatabases(accounts, owner, signal)),
  );
  const chosen = async ({ connection }: Answers) =>
    (await read()).find(({ value: { name } }) => name === connection);
  return [
    { ask: async (answers, frame) => askConnection(answers, frame, owner, await read()) },
    {
      mayAskNothing: true,
      ask: async (answers, frame) => askEnablingOf(accounts, answers, frame, await chosen(answers)),
    },
    { ask: (answers, frame) => askTextOf(answers, frame, "email", l10n.t("E-mail address"), emailProblem) },
    {
      mayAskNothing: true,
      ask: async (answers, frame) => {
        if ((await chosen(answers))?.value.options?.["requires_username"] !== true) return answers;
        return askTextOf(answers, frame, "username", l10n.t("User name"), usernameProblem);
      },
    },
    { ask: async (answers, frame) => askPassword(answers, frame, (await chosen(answers))?.value) },
  ];
}

async function readDatabases(
  accounts: Accounts,
  owner: string,
  signal: AbortSignal,
): Promise<readonly Stored<Connection>[]> {
  const { auth0 } = await openCloudOf(accounts, auth0Connection, owner, signal);
  const all = await collect(storeIn(auth0, auth0Connection).list(owner, {}, signal), signal);
  return all.filter(({ value: { strategy } }) => strategy === "auth0");
}

async function askConnection(
  answers: Answers,
  frame: PromptFrame,
  owner: string,
  databases: readonly Stored<Connection>[],
): Promise<Answers | typeof back> {
  if (databases.length === 0) {
    throw new Failure("not-found", l10n.t("{0} has no database connection that could hold users.", owner), {
      remedy: l10n.t(
        "Make one with “Create…” on the group of connections, and enable it for an application.",
      ),
    });
  }
  const options = databases.map(({ value: { name, displayName } }) => ({
    icon: auth0Connection.icon,
    label: name,
    ...(displayName !== undefined && { description: displayName }),
    value: name,
    picked: answers["connection"] === name,
  }));
  const placeholder = l10n.t("In which database?");
  const connection = await pick({ ...frame, placeholder, options });
  return connection === back ? back : { ...answers, connection };
}

async function askEnablingOf(
  accounts: Accounts,
  answers: Answers,
  frame: PromptFrame,
  connection: Stored<Connection> | undefined,
): Promise<Answers | typeof back> {
  const enabling = connection && (await askEnabling(accounts, connection, frame));
  if (enabling === back) return back;
  return enabling ? withFirst(answers, enabling) : withoutFirst(answers);
}

async function askTextOf(
  answers: Answers,
  frame: PromptFrame,
  name: string,
  prompt: string,
  problem: (text: string) => string | undefined,
): Promise<Answers | typeof back> {
  const before = answers[name];
  const text = await askText({
    ...frame,
    prompt,
    value: typeof before === "string" ? before : "",
    validate: (typed) => required(typed) ?? problem(typed),
  });
  return text === back ? back : { ...answers, [name]: text };
}

function usernameProblem(text: string): string | undefined {
  return text.length > 128 ? l10n.t("A user name has at most 128 characters.") : undefined;
}
