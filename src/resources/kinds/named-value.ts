import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Kind, Reader } from "../kind.ts";
import { backendsThat } from "./backend.ts";
import { listed, policiesThat } from "./policies-that.ts";

/** Where the service reads a value that it keeps in no place of its own. */
interface KeyVaultSecret {
  /** Address of the secret; with its version it stays at that version. */
  readonly secretIdentifier: string;
  /** Client id of the user-assigned identity that reads it; the instance's own identity when left out. */
  readonly identityClientId?: string;
}

/** A `{{displayName}}` of policies. */
export interface NamedValueSettings {
  /** As policies name it, case-sensitive. */
  readonly displayName: string;
  /** `undefined` for a secret, which no read tells. */
  readonly value: string | undefined;
  readonly secret: boolean;
  readonly tags: readonly string[];
  readonly keyVault: KeyVaultSecret | undefined;
}

/** What is decided of one: a value that may be read, a secret one, or where a key vault has it. */
export type NamedValueDraft = Omit<NamedValueSettings, "value" | "keyVault" | "tags"> & {
  readonly value?: string | undefined;
  readonly secretValue?: string;
  readonly keyVault?: KeyVaultSecret | undefined;
  readonly tags?: readonly string[];
};

const rights = "Microsoft.ApiManagement/service/namedValues";

/** 1 to 256 letters, digits, dashes, periods and underlines (contract `NamedValueContractProperties`). */
function namedValueNameProblem(name: string): string | undefined {
  if (/^[A-Za-z0-9-._]{1,256}$/.test(name)) return undefined;
  return "Policies name it by letters, digits, dashes, periods and underlines only, 256 of them at most.";
}

/** At most 4096 characters, and not blank (the same contract). */
function valueProblem(value: string): string | undefined {
  if (value.trim() === "") return "A value of blanks only is refused by the service.";
  return value.length > 4096 ? "A value has 4096 characters at most." : undefined;
}

/** What policies take in by its name in double braces. Whether it is a secret is fixed: a secret that ceases to be one would be shown. */
export const namedValue: Kind<NamedValueSettings, NamedValueDraft> = {
  id: "azure-named-value",
  cloud: "azure",
  noun: "named value",
  plural: "Named Values",
  icon: "symbol-constant",
  document: "named-value",
  tree: { under: "instance" },
  fields: {
    displayName: {
      label: "Display name",
      ask: {
        prompt: "Name, as policies write it in double braces",
        unique: true,
        check: namedValueNameProblem,
      },
    },
    secret: {
      label: "Secret",
      fixed: true,
      ask: {
        prompt: "Who may read its value",
        choices: [
          { value: false, label: "Plain", detail: "Whoever may read the instance reads the value" },
          { value: true, label: "Secret", detail: "Kept apart; never shown again, here or elsewhere" },
        ],
      },
    },
    value: {
      label: "Value",
      confidential: true,
      secretWhile: { field: "secret", instead: "secretValue" },
      ask: { prompt: "Its value", check: valueProblem, unless: ({ secret }) => secret === true },
    },
    secretValue: {
      label: "Secret value",
      secret: true,
      ask: { prompt: "Its value", check: valueProblem, unless: ({ secret }) => secret !== true },
    },
    keyVault: { label: "Key vault" },
    tags: { label: "Tags", set: {} },
  },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  async inUse({ ref: { owner }, value: { displayName } }, reader, signal) {
    const places = await placesNaming(displayName, owner, reader, signal);
    if (!places.known) return unknown;
    return known(
      places.value.length === 0
        ? undefined
        : `${whoOf(places.value)} name “{{${displayName}}}”, so it stays: ${listed(places.value)}. Take it out of them, then try again.`,
    );
  },
  async breaks({ ref: { owner }, value: { displayName } }, fields, reader, signal) {
    if (!fields.some(({ path }) => path === "displayName")) return known([]);
    const places = await placesNaming(displayName, owner, reader, signal);
    if (!places.known) return unknown;
    return known(
      places.value.length === 0
        ? []
        : [
            `${whoOf(places.value)} that name “{{${displayName}}}” will find nothing by that name: ${listed(places.value)}.`,
          ],
    );
  },
  rights: {
    read: `${rights}/read`,
    create: `${rights}/write`,
    update: `${rights}/write`,
    delete: `${rights}/delete`,
  },
};

function whoOf(places: readonly string[]): string {
  return places.some((place) => place.startsWith("backends/")) ? "Policies and backends" : "Policies";
}

/** The policies, and the backends, that name it, in comments too; unknown where not all of them may be read. */
async function placesNaming(
  displayName: string,
  owner: string,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  const escaped = displayName.replace(/[.]/g, "\\$&");
  const reference = new RegExp(`\\{\\{[ \\t]*${escaped}[ \\t]*\\}\\}`);
  const names = (text: string) => reference.test(text);
  const [policies, backends] = await Promise.all([
    policiesThat(names, owner, reader, signal),
    backendsThat(names, owner, reader, signal),
  ]);
  return policies.known && backends.known ? known([...policies.value, ...backends.value]) : unknown;
}
