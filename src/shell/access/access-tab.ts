import { env } from "vscode";
import { renderAccessPage } from "../../access/page/index.ts";
import { PagePanel } from "../review/page-panel.ts";
import type { ShownAccess } from "./page-file.ts";

/** The tab of an access page, which knows what it shows. */
export class AccessTab extends PagePanel {
  /** As a file tells it. */
  shown: ShownAccess | undefined;

  /** Shows what was read at `now`. */
  showAccess(read: Omit<ShownAccess, "readAt">, now: Date): void {
    // in a file it matters on which day, too
    this.shown = { ...read, readAt: now.toLocaleString(env.language) };
    const page = { ...read, readAt: now.toLocaleTimeString(env.language), isInEditor: true };
    this.showDocument(read.title, (nonce) => renderAccessPage(page, nonce));
  }
}
