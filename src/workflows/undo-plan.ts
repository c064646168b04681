import { toFailure } from "../core/failure.ts";
import { creation } from "../resources/changes.ts";
import { type Desk, takeBack } from "../resources/engine.ts";
import { type Entry, type Journal, mayBeThere } from "../resources/journal.ts";
import type { Reader } from "../resources/kind.ts";
import { publication } from "../resources/kinds/publication.ts";
import { userAuthorization } from "../resources/kinds/user-authorization.ts";
import { newRevisionId, publicationDescription, type SignInProvider } from "./secure-api/publication.ts";

/**
 * Takes back what the plan of `journal` made, as {@link takeBack} does. The developer portal is published again also where
 * it shows a sign-in that this journal has not published: an earlier run failed before that, and a later one did it.
 */
export async function undoPlan(journal: Journal, desk: Desk, signal: AbortSignal): Promise<Journal> {
  const others = await publishedByOthers(journal, desk.reader, signal);
  return takeBack({ ...journal, entries: [...journal.entries, ...others] }, desk, signal);
}

/** A publication by another journal of the sign-in that this one takes back; a portal that cannot be asked may show it. */
async function publishedByOthers(
  { entries }: Journal,
  reader: Reader,
  signal: AbortSignal,
): Promise<readonly Entry[]> {
  const isThere = (kind: string) => (entry: Entry) => entry.change.ref.kind === kind && mayBeThere(entry);
  const signIn = entries.find(isThere(userAuthorization.id));
  if (!signIn || entries.some(isThere(publication.id))) return [];
  const { owner, id: apiId = "" } = signIn.change.ref;
  const descriptions = providers.map((provider) => publicationDescription(provider, apiId, ""));
  let description = descriptions[0] ?? "";
  try {
    const found = await publishedAs(owner, descriptions, reader, signal);
    if (found === undefined) return [];
    description = found;
  } catch (error) {
    if (toFailure(error).code === "cancelled") throw error;
  }
  const id = newRevisionId(new Date());
  const title = `Republish the developer portal of ${owner.split("/").at(-1)}`;
  const change = creation(publication, owner, { description }, { id: "portal-of-others", refId: id, title });
  return [{ change, state: "made", ref: { kind: publication.id, owner, id }, wrote: change.fields }];
}

const providers: readonly SignInProvider[] = ["Auth0", "Microsoft Entra ID"];

/** How the publication describes itself that begins with one of these; `undefined` when there is none. */
async function publishedAs(
  owner: string,
  descriptions: readonly string[],
  reader: Reader,
  signal: AbortSignal,
): Promise<string | undefined> {
  for await (const { value } of reader.list(publication, owner, {}, signal)) {
    if (descriptions.some((one) => value.description.startsWith(one))) return value.description;
  }
  return undefined;
}
