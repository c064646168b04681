import { l10n } from "vscode";
import type { Json, Stored } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { askText, back, type PromptFrame, pickMany } from "../prompts.ts";
import { type Answers, type Question, questionsOf } from "./questions.ts";

/** What may be other than the service has it, by a name of our own; the answer of no field. */
const more = "?more";

type More = "offline" | "lifetime" | "user-grant" | "no-user" | "no-client";

/** Seconds that a token may live at most: 30 days. */
const longest = 2_592_000;

/** Asks for an Auth0 API: what its fields ask, then once what else is other than usual, and only that. */
export function apiQuestions(others: readonly Stored[]): readonly Question[] {
  return [
    ...questionsOf(auth0Api, others),
    { ask: askMore },
    { skip: (answers) => !chosenIn(answers).includes("lifetime"), ask: askLifetime },
  ];
}

async function askMore(answers: Answers, frame: PromptFrame): Promise<Answers | typeof back> {
  const before = chosenIn(answers);
  const line = (value: More, label: string, detail: string) => ({
    label,
    detail,
    value,
    picked: before.includes(value),
  });
  const chosen = await pickMany<More>({
    ...frame,
    placeholder: l10n.t("What is other than usual? Nothing, for most APIs"),
    options: [
      line("offline", l10n.t("Offline access"), l10n.t("Applications may have refresh tokens for it")),
      line("lifetime", l10n.t("Another token lifetime…"), l10n.t("Tokens are good for a day otherwise")),
      line(
        "user-grant",
        l10n.t("Users by client grant only"),
        l10n.t("Only applications with a client grant for their users get tokens for them"),
      ),
      line("no-user", l10n.t("No users"), l10n.t("No application gets a token for a user")),
      line("no-client", l10n.t("No machines"), l10n.t("No application gets a token for itself")),
    ],
  });
  if (chosen === back) return back;
  const { allowsOfflineAccess: _, accessPolicies: __, tokenLifetime, ...rest } = answers;
  const policies = policiesOf(chosen);
  return {
    ...rest,
    [more]: chosen,
    ...(chosen.includes("offline") && { allowsOfflineAccess: true }),
    ...(policies && { accessPolicies: policies }),
    ...(chosen.includes("lifetime") && tokenLifetime !== undefined && { tokenLifetime }),
  };
}

/** Both policies, or none: what is left out would be the service's choice. */
function policiesOf(chosen: readonly More[]): Json | undefined {
  const user = chosen.includes("no-user")
    ? "deny_all"
    : chosen.includes("user-grant")
      ? "require_client_grant"
      : "allow_all";
  const client = chosen.includes("no-client") ? "deny_all" : "require_client_grant";
  const isUsual = user === "allow_all" && client === "require_client_grant";
  return isUsual ? undefined : { user: { policy: user }, client: { policy: client } };
}

async function askLifetime(answers: Answers, frame: PromptFrame): Promise<Answers | typeof back> {
  const before = answers["tokenLifetime"];
  const text = await askText({
    ...frame,
    prompt: l10n.t("Seconds that its tokens are good for, at most {0} (30 days)", longest),
    value: typeof before === "number" ? String(before) : "86400",
    validate: (typed) =>
      /^[1-9]\d*$/.test(typed) && Number(typed) <= longest
        ? undefined
        : l10n.t("This is a whole number of seconds between 1 and {0}.", longest),
  });
  return text === back ? back : { ...answers, tokenLifetime: Number(text) };
}

function chosenIn(answers: Answers): readonly Json[] {
  const chosen = answers[more];
  return Array.isArray(chosen) ? chosen : [];
}
