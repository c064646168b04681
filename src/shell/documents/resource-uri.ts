import { TabInputText, Uri, window, workspace } from "vscode";
import { Failure } from "../../core/failure.ts";
import type { Auth0Account } from "../../domain/account.ts";
import { kindOf } from "../../resources/all-kinds.ts";
import type { Kind, Ref } from "../../resources/kind.ts";
import { ownerLabel } from "../account-label.ts";
import { schemes } from "../ids.ts";
import { shownInLine } from "../plain-text.ts";

/** Which thing a document is of, or what it is to become. */
export interface DocumentAddress {
  readonly kind: Kind;
  /** The tenant's domain, or an instance as `subscription/group/name`. */
  readonly owner: string;
  /** `undefined` for what is not created yet. */
  readonly id: string | undefined;
  /** What it was called when the address was made; nothing tells documents apart by it. */
  readonly name?: string;
}

/** Stands in front of the name of what is not created yet. */
const folderOfNew = "new";

/** Tabs have no room for more characters. */
const longestName = 60;

/**
 * The address of the document of one that is there. VS Code writes the last part of it on the tab: its `title`, where that says more
 * than the id, which then stands before it. By the id alone it is the same document, see {@link keyOf}: titles change, and anybody
 * with rights in a cloud chooses them. VS Code keeps addresses of tabs, so that what is about a person has no name there.
 */
export function resourceUri(kind: Kind, { owner, id }: Required<Ref>, title?: string): Uri {
  const hasNone = title === undefined || title === id || id === folderOfNew || kind.isPersonal;
  return uriOf(kind, owner, [id], hasNone ? undefined : nameFrom(title));
}

/** What documents are told apart by: the address without a name; of all other texts the address. */
export function keyOf(uri: Uri): string {
  if (uri.scheme !== schemes.resource) return uri.toString();
  const { kind, owner, id, name } = parse(uri.path.split("/").slice(1)) ?? {};
  if (!kind || owner === undefined || id === undefined || name === undefined) return uri.toString();
  return resourceUri(kind, { kind: kind.id, owner, id }).toString();
}

/** The addresses under which the document is open, in an editor or in a tab that waits to be shown. */
export function openAddresses(uri: Uri): readonly Uri[] {
  const key = keyOf(uri);
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const all = [
    ...workspace.textDocuments.map((document) => document.uri),
    ...tabs.flatMap(({ input }) => (input instanceof TabInputText ? [input.uri] : [])),
  ];
  return all.filter((one) => one.scheme === uri.scheme && keyOf(one) === key);
}

/** The address to open: the one under which the document is open, whatever it was called then, so that it is not opened twice. */
export function addressNow(uri: Uri): Uri {
  return openAddresses(uri)[0] ?? uri;
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

/** The document for a person: `the authorization server “Auth0 (Calculator)” of contoso-apim`. */
export function documentLabel(
  { kind, owner, id, name = id }: DocumentAddress,
  accounts: { readonly tenants: { all(): readonly Auth0Account[] } },
): string {
  const place = ownerLabel(accounts, owner);
  return id === undefined ? `the new ${kind.noun} of ${place}` : `the ${kind.noun} “${name}” of ${place}`;
}

/** A title as it may stand on a tab and in an address: one line of what can be seen, and no way to another folder. */
function nameFrom(title: string): string | undefined {
  const seen = [
    ...shownInLine(title)
      .replace(/[/\\]+/g, "-")
      .replace(/\s+/g, " ")
      .trim(),
  ];
  const name = seen.length > longestName ? `${seen.slice(0, longestName - 1).join("")}…` : seen.join("");
  return isNoName(name) ? undefined : name;
}

function uriOf(
  { cloud, id: kindId, document, noun }: Kind,
  owner: string,
  names: readonly string[],
  name?: string,
): Uri {
  const segments = [cloud, ...owner.split("/"), kindId, ...names];
  if (document === undefined || segments.some(isNoName)) {
    throw new Failure("unsupported", `The ${noun} “${names.at(-1)}” cannot be shown as a document.`);
  }
  const place = segments.map(asSegment).join("/");
  const path = `/${name === undefined ? place : `${place}/${name}`}.${document}.json`;
  return Uri.from({ scheme: schemes.resource, path });
}

function parse(segments: readonly string[]): DocumentAddress | undefined {
  const [cloud, ...rest] = segments;
  const ownerLength = cloud === "auth0" ? 1 : 3;
  const [kindId = "", ...names] = rest.slice(ownerLength);
  const kind = kindOf(nameOf(kindId) ?? "");
  const owner = rest.slice(0, ownerLength).map(nameOf);
  const ending = `.${kind?.document}.json`;
  const [first, file = first, ...more] = names;
  if (!kind || kind.document === undefined || kind.cloud !== cloud || more.length > 0) return undefined;
  if (first === undefined || !file?.endsWith(ending) || owner.some(isNoName)) return undefined;
  const last = file.slice(0, -ending.length);
  const id = nameOf(names.length === 1 ? last : first);
  if (id === undefined || isNoName(id) || isNoName(last)) return undefined;
  const address = { kind, owner: owner.join("/") };
  if (names.length === 1) return { ...address, id };
  return id === folderOfNew ? { ...address, id: undefined } : { ...address, id, name: last };
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
