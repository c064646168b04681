import { l10n } from "vscode";
import { once } from "../../core/once.ts";
import { type Application, type Auth0Api, apiTitle } from "../../domain/auth0.ts";
import { storeIn } from "../../resources/clouds.ts";
import type { Stored } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { clientGrant } from "../../resources/kinds/client-grant.ts";
import { collect } from "../../workflows/collect.ts";
import { ownerLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { openCloudOf } from "../open-store.ts";
import { back, type PromptFrame, pick } from "../prompts.ts";
import type { Accounts } from "../session/accounts.ts";
import { type Answers, type FieldQuestion, questionsOf } from "./questions.ts";
import { pickScopes } from "./scope-picks.ts";

/** What a grant is put together from. */
interface TenantSide {
  readonly apis: readonly Auth0Api[];
  readonly applications: readonly Application[];
}

/** Asks for a client grant: for whom, and which application, API and scopes of those that the tenant has. */
export function grantQuestions(
  accounts: Accounts,
  owner: string,
  others: readonly Stored[],
): readonly FieldQuestion[] {
  const read = once(() =>
    reading(ownerLabel(accounts, owner), (signal) => readSide(accounts, owner, signal)),
  );
  return [
    ...questionsOf(clientGrant, others).filter(({ field }) => field === "subjectType"),
    {
      field: "clientId",
      ask: async (answers, frame) => askApplication(answers, frame, await read(), others),
    },
    { field: "audience", ask: async (answers, frame) => askApi(answers, frame, await read(), others) },
    {
      field: "scopes",
      mayAskNothing: true,
      ask: async (answers, frame) => askScopes(answers, frame, await read()),
    },
  ];
}

async function readSide(accounts: Accounts, owner: string, signal: AbortSignal): Promise<TenantSide> {
  const { auth0 } = await openCloudOf(accounts, auth0Api, owner, signal);
  const [apis, applications] = await Promise.all([
    collect(storeIn(auth0, auth0Api).list(owner, {}, signal), signal),
    collect(storeIn(auth0, auth0Application).list(owner, {}, signal), signal),
  ]);
  return { apis: apis.map(({ value }) => value), applications: applications.map(({ value }) => value) };
}

async function askApplication(
  answers: Answers,
  frame: PromptFrame,
  { applications }: TenantSide,
  others: readonly Stored[],
): Promise<Answers | typeof back> {
  const options = applications
    .filter(({ clientId }) => !isGranted(others, { ...answers, clientId }))
    .map(({ clientId, name, tokenEndpointAuthMethod }) => ({
      icon: auth0Application.icon,
      label: name,
      description: clientId,
      value: clientId,
      picked: answers["clientId"] === clientId,
      unfit:
        answers["subjectType"] === "client" && tokenEndpointAuthMethod === "none"
          ? l10n.t("It runs at its users’ (single page, native), and gets no tokens for itself.")
          : undefined,
    }))
    .sort((one, other) => Number(one.unfit !== undefined) - Number(other.unfit !== undefined));
  const placeholder = l10n.t("Which application may ask for tokens?");
  const clientId = await pick({ ...frame, placeholder, options });
  return clientId === back ? back : { ...answers, clientId };
}

async function askApi(
  answers: Answers,
  frame: PromptFrame,
  { apis }: TenantSide,
  others: readonly Stored[],
): Promise<Answers | typeof back> {
  const options = apis
    .filter(({ identifier }) => !isGranted(others, { ...answers, audience: identifier }))
    .map((api) => ({
      icon: auth0Api.icon,
      label: apiTitle(api),
      description: api.identifier,
      value: api.identifier,
      picked: answers["audience"] === api.identifier,
    }));
  const audience = await pick({ ...frame, placeholder: l10n.t("For which API?"), options });
  return audience === back ? back : { ...answers, audience };
}

/** There is one grant at most for an application, an API and a type of access: change that one. */
function isGranted(others: readonly Stored[], { clientId, audience, subjectType }: Answers): boolean {
  if (clientId === undefined || audience === undefined) return false;
  return others.some(({ value }) => {
    const other = new Map<string, unknown>(Object.entries(value));
    return (
      other.get("clientId") === clientId &&
      other.get("audience") === audience &&
      other.get("subjectType") === subjectType
    );
  });
}

/** Nothing is asked of an API that has no scopes. */
async function askScopes(
  answers: Answers,
  frame: PromptFrame,
  { apis }: TenantSide,
): Promise<Answers | typeof back> {
  const { scopes = [] } = apis.find(({ identifier }) => identifier === answers["audience"]) ?? {};
  if (scopes.length === 0) return { ...answers, scopes: [] };
  const before = answers["scopes"];
  const isPicked = (value: string) => (Array.isArray(before) ? before.includes(value) : true);
  const chosen = await pickScopes(frame, l10n.t("Which scopes may its tokens have?"), scopes, isPicked);
  return chosen === back ? back : { ...answers, scopes: chosen };
}
