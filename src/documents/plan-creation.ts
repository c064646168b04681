import { Failure } from "../core/failure.ts";
import { creation } from "../resources/changes.ts";
import { draftOf, labelOf } from "../resources/fields.ts";
import type { Change, Kind } from "../resources/kind.ts";
import type { Draft } from "./document.ts";
import { applicationOf } from "./from-application.ts";
import { hasChosenId } from "./names.ts";
import { noApplication, secretChanges } from "./secrets.ts";

/**
 * The creation of what `draft` says, below `owner`. `secrets` are the values that a person gave, by field; a secret to keep or to
 * remove is none. The change is called after what is created, so that several can stand in one plan.
 *
 * @throws Failure `invalid-input` when an id or a secret is missing.
 */
export function planCreation(
  kind: Kind,
  owner: string,
  draft: Draft,
  secrets: Readonly<Record<string, string>> = {},
): Change {
  const values = Object.fromEntries(Object.entries(draft.values).filter(([, value]) => value !== null));
  if (hasChosenId(kind) && draft.id === undefined) {
    throw new Failure("invalid-input", `The ${kind.noun} has no id, so it cannot be created.`, {
      remedy: 'Write one at the top of the document: "id": "…".',
    });
  }
  const wishes = Object.fromEntries(Object.entries(draft.secrets).filter(([, wish]) => wish !== "remove"));
  const planned = secretChanges(kind, wishes, secrets, values);
  const [ask] = planned.asks;
  if (ask !== undefined) {
    const text = `“${labelOf(kind, ask)}” was to be asked for and was not given, so nothing was planned.`;
    throw new Failure("invalid-input", text);
  }
  const unnamed = Object.keys(wishes).find(
    (path) => wishes[path] === "from-application" && !applicationOf(kind, path, values),
  );
  if (unnamed !== undefined) throw new Failure("invalid-input", noApplication(labelOf(kind, unnamed)));
  const title = kind.titleOf(values, { kind: kind.id, owner, ...(draft.id && { id: draft.id }) });
  return creation(
    kind,
    owner,
    { ...values, ...draftOf(planned.changes) },
    { id: `${kind.id}/${draft.id ?? `new/${title}`}`, ...(draft.id && { refId: draft.id }) },
  );
}
