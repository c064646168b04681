import { l10n } from "vscode";
import { Failure } from "../../core/failure.ts";
import { slice } from "../../core/span.ts";
import { readDocument } from "../../documents/index.ts";
import type { Kind } from "../../resources/kind.ts";
import { isSecret, saysSecret } from "./draft-secrets.ts";
import type { ResourceDraft, ResourceDrafts } from "./resource-drafts.ts";

/** Documents of resources have some thousand characters; the state of a workspace is read as a whole when a window opens. */
const mostCharacters = 200_000;
const mostCharactersOfAll = 1_000_000;

/**
 * Keeps `draft`, unless it may not lie where drafts do.
 *
 * @throws Failure that says why it was not kept, and repeats nothing of the text.
 */
export async function keepDraft(
  drafts: ResourceDrafts,
  key: string,
  kind: Kind,
  draft: ResourceDraft,
): Promise<void> {
  refuseSize(drafts, key, draft.text);
  refuseSecret(kind, draft);
  await drafts.keep(key, draft, kind);
}

function refuseSize(drafts: ResourceDrafts, key: string, text: string): void {
  if (text.length > mostCharacters) {
    throw new Failure(
      "invalid-input",
      l10n.t(
        "The draft was not kept: it has {0} characters, and drafts may have {1}.",
        text.length,
        mostCharacters,
      ),
      { remedy: l10n.t("Shorten it, or save it as a file.") },
    );
  }
  if (drafts.sizeBeside(key) + text.length > mostCharactersOfAll) {
    throw new Failure(
      "invalid-input",
      l10n.t(
        "The draft was not kept: all drafts together would have more than {0} characters.",
        mostCharactersOfAll,
      ),
      { remedy: l10n.t("Apply or discard others first.") },
    );
  }
}

/** Where it is JSON the document is read; what stands in comments and in broken texts is looked for besides. */
function refuseSecret(kind: Kind, { text, base }: ResourceDraft): void {
  const isRead = readDocument(kind, text).problems.some(
    ({ code, span }) => (code === "secret-in-clear" || code === "secret-wish") && isSecret(slice(text, span)),
  );
  if (!isRead && !saysSecret(kind, text, base?.value)) return;
  throw new Failure("invalid-input", l10n.t("The draft was not kept: a secret stands in it."), {
    remedy: l10n.t("Write {0} in its place: it is asked for when the change is made.", '{ "secret": "ask" }'),
  });
}
