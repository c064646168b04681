import { l10n } from "vscode";
import { toFailure } from "../../core/failure.ts";
import { kindOf, kinds } from "../../resources/all-kinds.ts";
import { below, idAt, listAt, type Place } from "../../resources/below.ts";
import { creation } from "../../resources/changes.ts";
import type { Change, Kind, Store, Stored } from "../../resources/kind.ts";
import { apiTag } from "../../resources/kinds/api-tag.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Connection } from "../../resources/kinds/auth0-connection.ts";
import { auth0User } from "../../resources/kinds/auth0-user.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { clientGrant } from "../../resources/kinds/client-grant.ts";
import { connectionAccess } from "../../resources/kinds/connection-access.ts";
import { credentialConnection } from "../../resources/kinds/credential-connection.ts";
import { credentialProvider } from "../../resources/kinds/credential-provider.ts";
import { namedValue } from "../../resources/kinds/named-value.ts";
import { openIdProvider } from "../../resources/kinds/openid-provider.ts";
import { policyFragment } from "../../resources/kinds/policy-fragment.ts";
import { productApi } from "../../resources/kinds/product-api.ts";
import { productGroup } from "../../resources/kinds/product-group.ts";
import { subscription } from "../../resources/kinds/subscription.ts";
import { collect } from "../../workflows/collect.ts";
import { slug } from "../../workflows/secure-api/names.ts";
import { ownerLabel } from "../account-label.ts";
import { reading } from "../cancellation.ts";
import { chooseKind, choosePlace } from "../choose-resource.ts";
import type { Command, Report } from "../commands/command.ts";
import { commandIds } from "../ids.ts";
import { offered } from "../made-by-people.ts";
import { openStore } from "../open-store.ts";
import { readName } from "../read-names.ts";
import { passwordPage } from "../review/plan-face.ts";
import type { Services } from "../services.ts";
import { targetOf } from "../target.ts";
import { apiQuestions } from "./api-questions.ts";
import { askAndMake } from "./ask-and-make.ts";
import { connectionAccessQuestions } from "./connection-access-questions.ts";
import { connectionQuestions } from "./connection-questions.ts";
import { credentialConnectionQuestions, credentialProviderQuestions } from "./credential-questions.ts";
import { grantQuestions } from "./grant-questions.ts";
import {
  apiTagQuestions,
  fragmentQuestions,
  productApiQuestions,
  productGroupQuestions,
  subscriptionQuestions,
} from "./instance-questions.ts";
import { namedValueQuestions } from "./named-value-questions.ts";
import { isMadeUp } from "./password-questions.ts";
import { providerQuestions } from "./provider-questions.ts";
import { type Answers, chosenId, firstChanges, type Question, questionsOf } from "./questions.ts";
import { planOf } from "./review-and-run.ts";
import { requireRight } from "./rights.ts";
import { serverQuestions } from "./server-questions.ts";
import { userQuestions } from "./user-questions.ts";

/** The id of the one change of a plan. */
const changeId = "create";

/** With a number behind it, no longer than the 80 characters that ids may have. */
const maxId = 76;

/** The command that creates one of any kind: ask, review, apply. */
export function createResourceCommand(services: Services): Command {
  const title = l10n.t("Create…");
  return {
    id: commandIds.createResource,
    title,
    async run(argument) {
      const target = targetOf(argument);
      const group = target?.kind === "resource-group" ? target : undefined;
      const kind = group?.of ?? (await chooseKind(offered(kinds, "create"), title));
      return create(services, kind, group ?? (await choosePlace(services.accounts, kind, title)));
    },
  };
}

/** What is not asked: those of the group have it in common. */
interface Given {
  readonly given?: Answers;
}

async function create(services: Services, kind: Kind, place: Place & Given): Promise<Report | undefined> {
  const { owner, parent } = place;
  await requireRight(services.accounts, kind, owner, "create");
  const [others, name] = await reading(kind.plural, async (signal) =>
    Promise.all([
      thoseThere(await openStore(services.accounts, kind, owner, signal), kind, place, signal),
      nameOf(services, kind, place, signal),
    ]),
  );
  const initial: Answers = { ...below(kind, parent), ...place.given };
  const questions = questionsAbout(services, kind, owner, others).filter(
    (question) => !("field" in question && String(question.field) in initial),
  );
  return askAndMake(services, {
    command: { id: commandIds.createResource, title: l10n.t("Create…") },
    title: l10n.t("New {0} in {1}", kind.noun, name),
    questions,
    answers: initial,
    plan: async (answers) => planOf(creationOf(kind, place, answers, others), [], firstChanges(answers)),
    page: (answers) => (isMadeUp(answers) ? passwordPage({ passwordOf: changeId }) : undefined),
  });
}

/** What people call the thing, the tenant or the instance where it is to be. */
async function nameOf(
  { accounts }: Services,
  { tree }: Kind,
  { owner, parent }: Place,
  signal: AbortSignal,
): Promise<string> {
  const above = kindOf(tree?.under ?? "");
  return parent === undefined || !above
    ? ownerLabel(accounts, owner)
    : readName(accounts, above, { owner, id: parent }, signal);
}

function creationOf(kind: Kind, place: Place, answers: Answers, others: readonly Stored[]): Change {
  const draft = { ...kind.defaults, ...kind.implied?.(answers), ...answers };
  const { [chosenId]: chosen } = answers;
  const refId =
    typeof chosen === "string" ? { refId: idAt(place, chosen) } : freeId(kind, place, draft, others);
  return creation(kind, place.owner, draft, { id: changeId, ...refId });
}

/** Those of the kind's fields, or more telling ones where the fields alone would leave the person to look things up. */
function questionsAbout(
  { accounts }: Services,
  kind: Kind,
  owner: string,
  others: readonly Stored[],
): readonly Question[] {
  if (kind === authorizationServer) return serverQuestions(accounts, owner, others);
  if (kind === auth0Api) return apiQuestions(others);
  if (kind === auth0User) return userQuestions(accounts, owner);
  if (kind === auth0Connection) return connectionQuestions(others);
  if (kind === clientGrant) return grantQuestions(accounts, owner, others);
  if (kind === credentialProvider) return credentialProviderQuestions(accounts, owner, others);
  if (kind === credentialConnection) return credentialConnectionQuestions(others);
  if (kind === connectionAccess) return connectionAccessQuestions(accounts, owner, others);
  if (kind === openIdProvider) return providerQuestions(accounts, owner, others);
  if (kind === subscription) return subscriptionQuestions(accounts, owner, others);
  if (kind === policyFragment) return fragmentQuestions(others);
  if (kind === productGroup) return productGroupQuestions(accounts, owner, others);
  if (kind === apiTag) return apiTagQuestions(accounts, owner, others);
  if (kind === productApi) return productApiQuestions(accounts, owner, others);
  return kind === namedValue ? namedValueQuestions(others) : questionsOf(kind, others);
}

/** Who may not list them may create one all the same: the cloud says what is taken. */
async function thoseThere(
  store: Store,
  kind: Kind,
  place: Place,
  signal: AbortSignal,
): Promise<readonly Stored[]> {
  // nobody reads millions to ask a few questions
  if (kind.isSearched) return [];
  try {
    return await collect(listAt(store, kind, place, signal), signal);
  } catch (error) {
    if (toFailure(error).code !== "forbidden") throw error;
    return [];
  }
}

/** An id from the title that none has yet; nothing where the cloud gives ids. */
function freeId(
  kind: Kind,
  place: Place,
  draft: object,
  others: readonly Stored[],
): { readonly refId?: string } {
  if (kind.identity.by !== "id") return {};
  const taken = new Set(others.map(({ ref }) => ref.id.toLowerCase()));
  const named = new Map<string, unknown>(Object.entries(draft)).get("?id");
  const title =
    typeof named === "string" ? named : slug(kind.titleOf(draft, { kind: kind.id, owner: place.owner }));
  const base = (title || slug(kind.noun)).slice(0, maxId);
  let refId = idAt(place, base);
  for (let next = 2; taken.has(refId.toLowerCase()); next += 1) refId = idAt(place, `${base}-${next}`);
  return { refId };
}
