import { l10n } from "vscode";
import { emailProblem } from "../../domain/auth0-answers.ts";
import {
  generatePassword,
  newConnection,
  type SecureApiChoices,
  type SecureApiSnapshot,
  testUser,
} from "../../workflows/secure-api.ts";
import { addNew, askText, back, type Option, pick } from "../prompts.ts";
import type { WizardStep } from "../wizard.ts";

type Step = WizardStep<SecureApiChoices>;
type UserWay = "suggested" | "other" | "password" | "none";

/** Who signs in to the developer portal: a database connection, and a test user in it. */
export function userQuestions(snapshot: SecureApiSnapshot, suggested: SecureApiChoices): Step[] {
  return [connectionQuestion(snapshot, suggested), userQuestion(suggested)];
}

function connectionQuestion(snapshot: SecureApiSnapshot, suggested: SecureApiChoices): Step {
  const suggestion = suggested.connection;
  const options: Option<SecureApiChoices["connection"]>[] = [];
  for (const connection of snapshot.connections) {
    options.push({
      icon: "database",
      label: connection.name,
      value: { kind: "existing", connection },
      picked: suggestion.kind === "existing" && suggestion.connection.id === connection.id,
    });
  }
  const isNew = suggestion.kind === "create";
  const fresh = isNew ? suggestion : newConnection(snapshot);
  addNew(options, isNew, {
    label: l10n.t("New database connection"),
    description: fresh.name,
    value: fresh,
  });
  options.push({
    icon: "circle-slash",
    label: l10n.t("None: I set up users myself"),
    value: { kind: "none" },
  });
  return {
    skip: ({ application }) => application.kind === "none",
    ask: async (state, frame) => {
      const connection = await pick({
        ...frame,
        placeholder: l10n.t("Which database connection holds the users who sign in?"),
        options,
      });
      if (connection === back) return back;
      const user = connection.kind === "none" ? ({ kind: "none" } as const) : state.user;
      return { ...state, connection, user };
    },
  };
}

function userQuestion(suggested: SecureApiChoices): Step {
  const isSuggested = suggested.user.kind === "create";
  const suggestedEmail = suggested.user.kind === "create" ? suggested.user.email : testUser;
  const options: Option<UserWay>[] = [
    {
      icon: "add",
      label: l10n.t("New test user {0}", suggestedEmail),
      description: l10n.t("with a generated password"),
      value: "suggested",
      picked: isSuggested,
    },
    {
      icon: "mail",
      label: l10n.t("New test user with another e-mail address…"),
      description: l10n.t("with a generated password"),
      value: "other",
    },
    {
      icon: "key",
      label: l10n.t("New test user {0} with a password of mine…", suggestedEmail),
      value: "password",
    },
    { icon: "circle-slash", label: l10n.t("No test user"), value: "none", picked: !isSuggested },
  ];
  return {
    skip: ({ connection }) => connection.kind === "none",
    ask: async (state, frame) => {
      const placeholder = l10n.t("Who tries out the developer portal?");
      const way = await pick({ ...frame, placeholder, options });
      if (way === back) return back;
      const user = await userBy(way, suggestedEmail);
      return user === back ? back : { ...state, user };
    },
  };
}

async function userBy(way: UserWay, email: string): Promise<SecureApiChoices["user"] | typeof back> {
  if (way === "none") return { kind: "none" };
  if (way === "suggested") return { kind: "create", email, password: generatePassword() };
  const title = l10n.t("Test User");
  const answer = await askText(
    way === "other"
      ? { title, canGoBack: true, prompt: l10n.t("E-mail address"), value: email, validate: emailProblem }
      : { title, canGoBack: true, prompt: l10n.t("Password"), password: true, validate: passwordProblem },
  );
  if (answer === back) return back;
  return way === "other"
    ? { kind: "create", email: answer, password: generatePassword() }
    : { kind: "create", email, password: answer, isTyped: true };
}

/** What Auth0 asks of passwords by default. */
function passwordProblem(text: string): string | undefined {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^\w\s]/].filter((kind) => kind.test(text)).length;
  if (text.length >= 8 && kinds >= 3) return undefined;
  return l10n.t("At least 8 characters, of three kinds: lower case, upper case, digits, signs.");
}
