import type { Uri } from "vscode";
import type { DocumentServices } from "../services.ts";
import { closeTabs } from "./close-tabs.ts";
import { addressOf } from "./resource-uri.ts";

/**
 * What `text` said was made: the document is what the cloud has now; that of a new one goes, unless more was written in it
 * meanwhile. `false` when it stays for that.
 */
export async function settleDocument(
  { resources }: Pick<DocumentServices, "resources">,
  uri: Uri,
  text: string,
): Promise<boolean> {
  if (addressOf(uri).id !== undefined) {
    await resources.applied(uri, text);
    return true;
  }
  if (resources.draftOf(uri)?.text !== text) return false;
  await resources.discard(uri);
  await closeTabs(uri);
  return true;
}
