import { l10n } from "vscode";
import { kindOf } from "../../resources/all-kinds.ts";
import { storeOf } from "../../resources/clouds.ts";
import { draftOf, isElements, labelOf } from "../../resources/fields.ts";
import type { Entry, Journal } from "../../resources/journal.ts";
import type { Change, Kind, Ref } from "../../resources/kind.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { isNewSecret } from "../../resources/later.ts";
import type { SecretCard } from "../review/secret-card.ts";
import type { Services } from "../services.ts";
import { passwordOf } from "./generated-password.ts";
import { openCloudsOf } from "./plan-clouds.ts";

/** The secret that the page of a plan may show: a password that was made up here, or a secret that a cloud has made, anew or for a new application. */
export function secretCardOf(journal: Journal): SecretCard | undefined {
  const generated = passwordOf(journal);
  if (generated) {
    return {
      heading: l10n.t("Write this down now"),
      title: l10n.t("Password of the user {0}", generated.email),
      label: l10n.t("Password"),
      hint: l10n.t(
        "It is kept until you have shown or copied it here, and known to nobody after you close this page.",
      ),
    };
  }
  const renewed = renewedOf(journal);
  if (!renewed) return undefined;
  const { kind, label, title } = renewed;
  return {
    heading: l10n.t("Give this to whoever signs in with it"),
    ...(kind.id === auth0Application.id
      ? {
          title: l10n.t("New client secret of {0}", title),
          label: l10n.t("Client secret"),
          hint: l10n.t("It is read from Auth0 when you show or copy it here, and kept nowhere."),
        }
      : {
          title: l10n.t("New secret of the {0} {1}", kind.noun, title),
          label,
          hint: l10n.t("It is read from API Management when you show or copy it here, and kept nowhere."),
        }),
  };
}

/** The secret that the cloud has made anew, as it has it now; `undefined` when there is none. */
export async function readNewSecret({ accounts }: Services, journal: Journal): Promise<string | undefined> {
  const renewed = renewedOf(journal);
  if (!renewed) return undefined;
  const { signal } = new AbortController();
  const clouds = await openCloudsOf(accounts, journal, signal);
  return storeOf(clouds, renewed.kind).secretOf?.(renewed.ref, signal, renewed.path);
}

/** What a cloud has made, anew or for a new one: in which field of what. */
interface Renewed {
  readonly kind: Kind;
  readonly ref: Required<Ref>;
  readonly path: string;
  readonly label: string;
  /** What people call the thing, as far as the journal says it. */
  readonly title: string;
}

function renewedOf({ entries }: Journal): Renewed | undefined {
  const [only, ...more] = entries;
  if (only && more.length === 0 && comesWithSecret(only)) return renewedIn(only, "clientSecret");
  for (const entry of entries) {
    const { path } = entry.change.fields.find((one) => !isElements(one) && isNewSecret(one.after)) ?? {};
    if (entry.state === "made" && path !== undefined) return renewedIn(entry, path);
  }
  return undefined;
}

function renewedIn({ change, ref }: Entry, path: string): Renewed | undefined {
  const kind = kindOf(change.ref.kind);
  return kind && ref && { kind, ref, path, label: labelOf(kind, path), title: titleIn(kind, ref, change) };
}

/** Of one that is there already a journal has no fields but those that change; its title then says the name. */
function titleIn(kind: Kind, ref: Required<Ref>, { title, fields }: Change): string {
  const name = kind.titleOf(draftOf(fields), ref);
  return name === ref.id ? (/“(.+)”$/s.exec(title)?.[1] ?? name) : name;
}

/** An application that a person has made by itself, and that signs in with a secret. Within other plans that secret goes where it is needed. */
function comesWithSecret({ change, state, undo }: Entry): boolean {
  if (change.verb !== "create" || change.ref.kind !== auth0Application.id) return false;
  const method = change.fields.find(({ path }) => path === "tokenEndpointAuthMethod");
  const isPublic = !method || isElements(method) || method.after === "none";
  return state === "made" && undo?.state !== "undone" && !isPublic;
}
