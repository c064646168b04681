import { commands, l10n } from "vscode";
import { instancePath } from "../../domain/instance-path.ts";
import { apimApi } from "../../resources/kinds/apim-api.ts";
import { product } from "../../resources/kinds/product.ts";
import { placeNamed } from "../../workflows/read-access/setting-file.ts";
import { commandIds } from "../ids.ts";
import { showMessage } from "../messages.ts";
import { levelLabel } from "../policy-uri.ts";
import type { AccessSubject } from "./subject.ts";

/** What a page sends to have a place opened: the line, and the file or the id of the resource. */
const opening = /^open ([1-9]\d{0,6}) (.+)$/s;

/** Opens the place that a page of `subject` names; nothing for what is no place of its instance. */
export function openCheck(action: string, { account, instance }: AccessSubject): void {
  const [, line, file = ""] = opening.exec(action) ?? [];
  const place = line === undefined ? undefined : placeNamed(instance, file);
  if (!place) return;
  if (place.kind === "policy") {
    const title = levelLabel(place.level);
    const target = { kind: "policy", account, instance, value: place.level, title, line: Number(line) };
    void commands.executeCommand(commandIds.openPolicy, { target });
    return;
  }
  if (place.workspace !== undefined) {
    const text = l10n.t(
      "Whether “{0}” of the workspace {1} asks for a subscription key is set in the Azure portal, on the page of the workspace.",
      place.id,
      place.workspace,
    );
    void showMessage({ kind: "information", text }, []);
    return;
  }
  const kind = place.kind === "api" ? apimApi : product;
  const ref = { kind: kind.id, owner: instancePath(instance), id: place.id };
  const target = { kind: "resource", of: kind, account, ref, value: { displayName: place.id } };
  void commands.executeCommand(commandIds.openDocument, { target });
}
