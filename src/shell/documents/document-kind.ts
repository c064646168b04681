import type { TextDocument, Uri } from "vscode";
import { kinds } from "../../resources/all-kinds.ts";
import type { Kind } from "../../resources/kind.ts";
import { schemes } from "../ids.ts";

/** Every kind that is edited in documents. */
export function documentableKinds(): readonly Kind[] {
  return kinds.filter(({ document }) => document !== undefined);
}

/** Those of which new ones are made from a document. */
export function creatableKinds(): readonly Kind[] {
  return documentableKinds().filter(({ rights }) => rights.create !== undefined);
}

/** The kind that a file of this name is a document or a template of. */
export function kindOfFile({ path }: Uri): Kind | undefined {
  return documentableKinds().find(({ document }) => path.endsWith(`.${document}.json`));
}

/** The kind that an open text is of; `undefined` for all others, and for texts that are only looked at. */
export function kindOfDocument({ uri }: Pick<TextDocument, "uri">): Kind | undefined {
  return uri.scheme === schemes.document || uri.scheme === "git" ? undefined : kindOfFile(uri);
}
