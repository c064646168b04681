import { isCancelled } from "../../core/failure.ts";
import { known, type Maybe, unknown } from "../../core/known.ts";
import type { Kind, Reader, Ref } from "../kind.ts";
import { lineProblem } from "../typed-text.ts";
import { apimApi } from "./apim-api.ts";
import { listed } from "./policies-that.ts";

/** What tells the versions of one API apart, each of which is an API of its own. */
export interface VersionSet {
  readonly displayName: string;
  readonly description: string | undefined;
  /** Where callers say which version they mean: `Segment` (of the path), `Query`, `Header`. */
  readonly versioningScheme: string;
  /** Name of the query parameter, where that is the scheme. */
  readonly versionQueryName: string | undefined;
  /** Name of the header, where that is the scheme. */
  readonly versionHeaderName: string | undefined;
}

/** What is decided of a new one. */
export type VersionSetDraft = Partial<VersionSet> & Pick<VersionSet, "displayName" | "versioningScheme">;

const rights = "Microsoft.ApiManagement/service/apiVersionSets";

/** 1 to 100 characters (contract `ApiVersionSetContractProperties`). */
function nameProblem(name: string): string | undefined {
  return lineProblem(name, "A name", 100);
}

/** A token of RFC 9110, section 5.6.2, of at most 100 characters (contract `ApiVersionSetEntityBase`). */
export function headerNameProblem(name: string): string | undefined {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
    return "The name of a header has no blanks and none of ( ) , / : ; < = > ? @ [ \\ ] { }.";
  return nameProblem(name);
}

/** What needs no encoding in a query, and at most 100 characters (the same contract). */
export function queryNameProblem(name: string): string | undefined {
  if (!/^[\w.~-]+$/.test(name)) return "Letters, digits and . _ ~ - only.";
  return nameProblem(name);
}

/** What tells the versions of an API apart. The service deletes it with the last API of it. */
export const versionSet: Kind<VersionSet, VersionSetDraft> = {
  id: "azure-version-set",
  cloud: "azure",
  noun: "version set",
  plural: "Version Sets",
  icon: "versions",
  document: "version-set",
  tree: { under: "instance" },
  fields: {
    displayName: { label: "Display name", ask: { prompt: "Name of the version set", check: nameProblem } },
    description: {
      label: "Description",
      ask: {
        prompt: "What it is for",
        optional: true,
        check: (text) => lineProblem(text, "A description"),
      },
    },
    versioningScheme: {
      label: "Scheme",
      ask: {
        prompt: "Where callers say which version they mean",
        choices: [
          { value: "Segment", label: "Path", detail: "As usual: /orders/v2" },
          { value: "Header", label: "Header", detail: "Such as Api-Version: v2" },
          { value: "Query", label: "Query parameter", detail: "Such as /orders?api-version=v2" },
        ],
      },
    },
    versionQueryName: {
      label: "Query parameter",
      ask: {
        prompt: "Name of the query parameter",
        example: "api-version",
        check: queryNameProblem,
        unless: ({ versioningScheme }) => versioningScheme !== "Query",
      },
    },
    versionHeaderName: {
      label: "Header",
      ask: {
        prompt: "Name of the header",
        example: "Api-Version",
        check: headerNameProblem,
        unless: ({ versioningScheme }) => versioningScheme !== "Header",
      },
    },
  },
  identity: { by: "id" },
  titleOf: ({ displayName }, { id }) => displayName ?? id ?? "",
  async inUse({ ref }, reader, signal) {
    const names = await apisOf(ref, reader, signal);
    if (!names.known) return unknown;
    return known(
      names.value.length === 0
        ? undefined
        : `APIs are versions of it, so it stays: ${listed(names.value)}. The service deletes it with the last of them.`,
    );
  },
  async breaks({ ref }, fields, reader, signal) {
    if (!fields.some(({ path }) => path.startsWith("version"))) return known([]);
    const names = await apisOf(ref, reader, signal);
    if (!names.known) return unknown;
    return known(
      names.value.length === 0
        ? []
        : [
            `Callers of these APIs say in another way which version they mean from now on, and are answered 404, or by another version, until they do: ${listed(names.value)}.`,
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

/** The last part of the resource id by which an API names its version set. */
export function versionSetIdOf(apiVersionSetId: string | undefined): string | undefined {
  return apiVersionSetId?.slice(apiVersionSetId.lastIndexOf("/") + 1) || undefined;
}

/** The APIs that are in it, as people call them; unknown where they may not be listed. */
async function apisOf(
  { owner, id }: Required<Ref>,
  reader: Reader,
  signal: AbortSignal,
): Promise<Maybe<readonly string[]>> {
  const names: string[] = [];
  try {
    for await (const { ref, value } of reader.list(apimApi, owner, {}, signal))
      if (versionSetIdOf(value.apiVersionSetId)?.toLowerCase() === id.toLowerCase())
        names.push([value.displayName, value.apiVersion, `(${ref.id})`].filter(Boolean).join(" "));
  } catch (error) {
    if (isCancelled(error)) throw error;
    return unknown;
  }
  return known(names);
}
