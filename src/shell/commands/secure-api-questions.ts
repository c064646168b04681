import { l10n } from "vscode";
import { apiTitle, type Scope } from "../../domain/auth0.ts";
import {
  applicationProblem,
  newApplication,
  newAuth0Api,
  type SecureApiChoices,
  type SecureApiSnapshot,
  unreadPolicies,
} from "../../workflows/secure-api.ts";
import { tenantLabelOf } from "../account-label.ts";
import { addNew, askText, back, type Option, type PromptFrame, pick, pickMany } from "../prompts.ts";
import type { WizardStep } from "../wizard.ts";
import { placeQuestions } from "./check-place-questions.ts";
import { corsQuestion } from "./cors-question.ts";
import { existingChecksQuestion } from "./existing-checks-question.ts";
import { identifierProblem, scopesProblem } from "./name-problems.ts";
import { operationScopesQuestion } from "./operation-scopes-question.ts";
import { userQuestions } from "./test-user-questions.ts";

type Step = WizardStep<SecureApiChoices>;

/**
 * The questions of “Secure API with Auth0”. `suggested` is what Enter answers; whoever takes all of it is asked nothing else,
 * since the plan shows it. It was chosen before by who `isChanging` it: then each is asked unless they say otherwise.
 */
export function secureApiQuestions(
  snapshot: SecureApiSnapshot,
  suggested: SecureApiChoices,
  isChanging = false,
): Step[] {
  let isEach = false;
  const ways = wayQuestion(suggested, isChanging, (each) => {
    isEach = each;
  });
  const each = eachQuestion(snapshot, suggested);
  const skipped = (step: Step) => (state: SecureApiChoices) => !isEach || step.skip?.(state) === true;
  const existing = existingChecksQuestion(snapshot);
  // who is shut out is asked also where the rest is as suggested
  const isSettled = (state: SecureApiChoices) => (isChanging && !isEach) || existing.skip?.(state) === true;
  return [ways, ...each.map((step) => ({ ...step, skip: skipped(step) })), { ...existing, skip: isSettled }];
}

function wayQuestion(
  suggested: SecureApiChoices,
  isChanging: boolean,
  decide: (each: boolean) => void,
): Step {
  return {
    ask: async (_, frame) => {
      const each = await pick<boolean>({
        ...frame,
        placeholder: l10n.t("The plan is shown before anything is written"),
        options: [
          {
            icon: "check",
            label: isChanging ? l10n.t("Use What You Chose") : l10n.t("Use What Is Suggested"),
            detail: describeChoices(suggested),
            value: false,
            picked: !isChanging,
          },
          { icon: "list-ordered", label: l10n.t("Choose Each…"), value: true, picked: isChanging },
        ],
      });
      if (each === back) return back;
      decide(each);
      return suggested;
    },
  };
}

/** The choices in a line. */
function describeChoices({ auth0Api, application, user }: SecureApiChoices): string {
  return [
    auth0Api.kind === "create"
      ? l10n.t("new API “{0}”", auth0Api.name)
      : l10n.t("API “{0}”", apiTitle(auth0Api.api)),
    application.kind === "create" ? l10n.t("new application “{0}”", application.name) : "",
    application.kind === "existing" ? l10n.t("application “{0}”", application.application.name) : "",
    user.kind === "create" ? l10n.t("new test user") : "",
  ]
    .filter(Boolean)
    .join(", ");
}

function eachQuestion(snapshot: SecureApiSnapshot, suggested: SecureApiChoices): Step[] {
  return [
    auth0ApiQuestion(snapshot, suggested),
    identifierQuestion(snapshot),
    scopesQuestion(),
    applicationQuestion(snapshot, suggested),
    ...userQuestions(snapshot, suggested),
    requiredScopesQuestion(),
    ...placeQuestions(snapshot),
    operationScopesQuestion(snapshot),
    corsQuestion(snapshot),
    unreadQuestion(snapshot),
  ];
}

/** Asks `prompt` for the value of one part of the choices. */
async function choose<K extends keyof SecureApiChoices>(
  state: SecureApiChoices,
  key: K,
  frame: PromptFrame,
  placeholder: string,
  options: readonly Option<SecureApiChoices[K]>[],
): Promise<SecureApiChoices | typeof back> {
  const answer = await pick<SecureApiChoices[K]>({ ...frame, placeholder, options });
  return answer === back ? back : { ...state, [key]: answer };
}

function auth0ApiQuestion(snapshot: SecureApiSnapshot, suggested: SecureApiChoices): Step {
  const options: Option<SecureApiChoices["auth0Api"]>[] = [];
  const suggestion = suggested.auth0Api;
  for (const api of snapshot.auth0Apis) {
    const isSuggested = suggestion.kind === "existing" && suggestion.api.id === api.id;
    options.push({
      icon: "symbol-interface",
      label: apiTitle(api),
      description: api.identifier,
      detail: isSuggested ? l10n.t("linked already, or of the same name") : "",
      value: isSuggested ? suggestion : { kind: "existing", api, addScopes: [] },
      picked: isSuggested,
    });
  }
  const isNew = suggestion.kind === "create";
  const fresh = isNew ? suggestion : newAuth0Api(snapshot);
  addNew(options, isNew, {
    label: l10n.t("New API “{0}”", fresh.name),
    description: fresh.identifier,
    value: fresh,
  });
  return {
    ask: async (state, frame) => {
      const placeholder = l10n.t(
        "Which API of the Auth0 tenant {0}?",
        tenantLabelOf([], snapshot.tenant.domain),
      );
      const answer = await choose(state, "auth0Api", frame, placeholder, options);
      return answer === back ? back : withDefaultScope(answer);
    },
  };
}

function identifierQuestion(snapshot: SecureApiSnapshot): Step {
  return {
    skip: ({ auth0Api }) => auth0Api.kind !== "create",
    ask: async (state, frame) => {
      if (state.auth0Api.kind !== "create") return state;
      const identifier = await askText({
        ...frame,
        prompt: l10n.t("Identifier of the new API: the audience of its tokens. It can never be changed."),
        value: state.auth0Api.identifier,
        validate: (text) => identifierProblem(text, snapshot.auth0Apis),
      });
      return identifier === back ? back : { ...state, auth0Api: { ...state.auth0Api, identifier } };
    },
  };
}

function scopesQuestion(): Step {
  return {
    skip: ({ auth0Api }) => auth0Api.kind !== "create",
    ask: async (state, frame) => {
      if (state.auth0Api.kind !== "create") return state;
      const known = state.auth0Api.scopes;
      const text = await askText({
        ...frame,
        prompt: l10n.t("Scopes of the new API, with spaces between them"),
        placeholder: "read:items write:items",
        value: known.map(({ value }) => value).join(" "),
        validate: scopesProblem,
      });
      if (text === back) return back;
      const scopes = scopesOf(text, known);
      return withDefaultScope({ ...state, auth0Api: { ...state.auth0Api, scopes } });
    },
  };
}

function scopesOf(text: string, known: readonly Scope[]): Scope[] {
  const values = [...new Set(text.split(/\s+/).filter(Boolean))];
  return values.map(
    (value) => known.find((scope) => scope.value === value) ?? { value, description: undefined },
  );
}

/** The scopes that the API of these choices will have. */
function chosenScopes({ auth0Api }: SecureApiChoices): readonly Scope[] {
  return auth0Api.kind === "create"
    ? auth0Api.scopes
    : [...(auth0Api.api.scopes ?? []), ...auth0Api.addScopes];
}

function withDefaultScope(state: SecureApiChoices): SecureApiChoices {
  const scopes = chosenScopes(state).map(({ value }) => value);
  const requiredScopes = state.policy.requiredScopes.filter((scope) => scopes.includes(scope));
  return { ...state, defaultScope: scopes.join(" "), policy: { ...state.policy, requiredScopes } };
}

function applicationQuestion(snapshot: SecureApiSnapshot, suggested: SecureApiChoices): Step {
  const suggestion = suggested.application;
  const options: Option<SecureApiChoices["application"]>[] = [];
  for (const application of snapshot.applications) {
    if (applicationProblem(application) !== undefined) continue;
    options.push({
      icon: "window",
      label: application.name,
      description: application.clientId,
      value: { kind: "existing", application },
      picked: suggestion.kind === "existing" && suggestion.application.clientId === application.clientId,
    });
  }
  const isNew = suggestion.kind === "create";
  const fresh = isNew ? suggestion : newApplication(snapshot);
  addNew(options, isNew, {
    label: l10n.t("New Regular Web Application"),
    description: fresh.name,
    value: fresh,
  });
  return {
    skip: ({ application }) => application.kind === "none",
    ask: (state, frame) =>
      choose(
        state,
        "application",
        frame,
        l10n.t("Which application does the developer portal sign in with?"),
        options,
      ),
  };
}

function requiredScopesQuestion(): Step {
  return {
    skip: (state) => chosenScopes(state).length === 0,
    ask: async (state, frame) => {
      const requiredScopes = await pickMany({
        ...frame,
        placeholder: l10n.t("Which scopes must every token have? With none ticked, a token needs no scope."),
        options: chosenScopes(state).map(({ value, description }) => ({
          label: value,
          description: description ?? "",
          value,
          picked: state.policy.requiredScopes.includes(value),
        })),
      });
      return requiredScopes === back ? back : { ...state, policy: { ...state.policy, requiredScopes } };
    },
  };
}

/** Whether a check is wanted beside policies that nobody could read, with what that may do; asked of no other API. */
function unreadQuestion(snapshot: SecureApiSnapshot): Step {
  const unreadOf = ({ auth0Api }: SecureApiChoices) =>
    unreadPolicies(snapshot, auth0Api.kind === "create" ? auth0Api.identifier : auth0Api.api.identifier);
  return {
    skip: (state) => unreadOf(state).length === 0,
    ask: async (state, frame) => {
      const despiteUnread = await pick<boolean>({
        ...frame,
        placeholder: l10n.t("Insert validate-jwt although {0} could not be read?", placesOf(unreadOf(state))),
        options: [
          {
            label: l10n.t("Leave the policy as it is"),
            effects: [l10n.t("The rest of the plan is made.")],
            value: false,
            picked: true,
          },
          {
            label: l10n.t("Insert validate-jwt"),
            effects: [l10n.t("Whoever gets in by a check that was not read may be refused.")],
            value: true,
          },
        ],
      });
      return despiteUnread === back ? back : { ...state, policy: { ...state.policy, despiteUnread } };
    },
  };
}

function placesOf(unread: ReturnType<typeof unreadPolicies>): string {
  return [...new Set(unread.map(({ place }) => place.name))].join(", ");
}
