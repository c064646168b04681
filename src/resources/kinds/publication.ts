import { draftOf } from "../fields.ts";
import type { Change, Kind } from "../kind.ts";

/** How earlier versions described every publication that takes another one back. */
const oldUndo = "Undo of a sign-in with Auth0";

/** How a publication describes itself that takes back the one with this description. */
function undoOf(description: string): string {
  return `Undo of: ${description}`;
}

/** Whether a publication says that it takes back the one with this description. */
export function isUndoOf(found: string | undefined, description: string): boolean {
  return found === undoOf(description) || found === oldUndo;
}

/** A publication of the developer portal; taking it back is to publish again. */
export const publication: Kind<{ readonly description: string }> = {
  id: "azure-publication",
  cloud: "azure",
  noun: "publication of the developer portal",
  plural: "Publications",
  icon: "cloud-upload",
  fields: { description: { label: "Description" } },
  verbs: { create: "Publish" },
  identity: { by: "id" },
  titleOf: ({ description }, { id }) => description ?? id ?? "",
  inverse: (change) => ({
    change: {
      ...change,
      // always the same, so that one whose answer was lost is found and not made twice
      ref: { ...change.ref, id: `${change.ref.id}0` },
      fields: [{ path: "description", after: undoOf(descriptionIn(change)) }],
    },
    last: true,
  }),
  rights: {
    read: "Microsoft.ApiManagement/service/portalRevisions/read",
    create: "Microsoft.ApiManagement/service/portalRevisions/write",
  },
};

function descriptionIn({ fields }: Change): string {
  const { description } = draftOf(fields);
  return typeof description === "string" ? description : "";
}
