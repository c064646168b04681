import { Uri } from "vscode";
import { Failure } from "../../core/failure.ts";
import { parseInstancePath } from "../../domain/azure-paths.ts";
import { kindOf } from "../../resources/all-kinds.ts";
import type { Kind, Ref } from "../../resources/kind.ts";
import { schemes } from "../ids.ts";

/** Which thing a document is of, or what it is to become. */
export interface DocumentAddress {
  readonly kind: Kind;
  /** The tenant's domain, or an instance as `subscription/group/name`. */
  readonly owner: string;
  /** `undefined` for what is not created yet. */
  readonly id: string | undefined;
}

/** Stands in front of the name of what is not created yet; no kind has such an id. */
const folderOfNew = "new";

/** The address of the document of one that is there: the same as long as it is, whatever it says. */
export function resourceUri(kind: Kind, { owner, id }: Required<Ref>): Uri {
  return uriOf(kind, owner, [id]);
}

/** As {@link resourceUri}; `undefined` for what is edited in no document. */
export function documentUri(kind: Kind, ref: Required<Ref>): Uri | undefined {
  const isShowable = kind.document !== undefined && ![...ref.owner.split("/"), ref.id].some(isNoName);
  return isShowable ? resourceUri(kind, ref) : undefined;
}

/** The address of a document that nothing was created from yet. */
export function newResourceUri(kind: Kind, owner: string, number: number): Uri {
  return uriOf(kind, owner, [folderOfNew, `new-${number}`]);
}

/** Whether the address is one of a document, and not of a folder on the way to it. */
export function isResourceUri(uri: Uri): boolean {
  return uri.scheme === schemes.resource && uri.path.endsWith(".json");
}

/**
 * What {@link resourceUri} or {@link newResourceUri} made an address of.
 *
 * @throws Failure `not-found` for an address that is not one of a document.
 */
export function addressOf(uri: Uri): DocumentAddress {
  const address = uri.scheme === schemes.resource ? parse(uri.path.split("/").slice(1)) : undefined;
  if (address) return address;
  throw new Failure("not-found", `${uri.path} is not the address of a document of this extension.`);
}

/** The document for a person: `the authorization server “auth0-calculator” of contoso-apim`. */
export function documentLabel({ kind, owner, id }: DocumentAddress): string {
  const place = kind.cloud === "azure" ? parseInstancePath(owner).serviceName : owner;
  return id === undefined ? `the new ${kind.noun} of ${place}` : `the ${kind.noun} “${id}” of ${place}`;
}

function uriOf({ cloud, id: kindId, document, noun }: Kind, owner: string, names: readonly string[]): Uri {
  const segments = [cloud, ...owner.split("/"), kindId, ...names];
  if (document === undefined || segments.some(isNoName)) {
    throw new Failure("unsupported", `The ${noun} “${names.at(-1)}” cannot be shown as a document.`);
  }
  const path = `/${segments.map(asSegment).join("/")}.${document}.json`;
  return Uri.from({ scheme: schemes.resource, path });
}

function parse(segments: readonly string[]): DocumentAddress | undefined {
  const [cloud, ...rest] = segments;
  const ownerLength = cloud === "auth0" ? 1 : 3;
  const [kindId, ...names] = rest.slice(ownerLength).map(nameOf);
  const kind = kindId === undefined ? undefined : kindOf(kindId);
  const owner = rest.slice(0, ownerLength).map(nameOf);
  const ending = `.${kind?.document}.json`;
  const file = names.at(-1);
  if (!kind || kind.document === undefined || kind.cloud !== cloud || !file?.endsWith(ending))
    return undefined;
  const name = file.slice(0, -ending.length);
  if ([...owner, name].some(isNoName)) return undefined;
  const isNew = names.length === 2 && names[0] === folderOfNew;
  if (names.length !== 1 && !isNew) return undefined;
  return { kind, owner: owner.join("/"), id: isNew ? undefined : name };
}

/** What must not become a segment of a path: it would lead elsewhere. */
function isNoName(segment: string | undefined): boolean {
  return segment === undefined || segment === "" || segment === "." || segment === "..";
}

/** What would end a segment, or be taken for an escape, is escaped; the rest stays as people read it. */
function asSegment(segment: string): string {
  return segment.replace(/[%/\\\p{Cc}]/gu, encodeURIComponent);
}

function nameOf(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
