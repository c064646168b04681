import { l10n, Uri, window } from "vscode";
import { Failure } from "../../core/failure.ts";
import { isResourceUri } from "./resource-uri.ts";

/**
 * The document that a lens or a title button belongs to; from the palette the one in front.
 *
 * @throws Failure `invalid-input` when that is none of a resource.
 */
export function documentInFront(argument: unknown): Uri {
  const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
  if (uri && isResourceUri(uri)) return uri;
  throw new Failure("invalid-input", l10n.t("No document of a resource is open in front."), {
    remedy: l10n.t("Open one with the command “Open Document”."),
  });
}
