import type { Kind } from "../kind.ts";

/** How a publication that takes back a sign-in describes itself. */
export const undoPublication = "Undo of a sign-in with Auth0";

/** A publication of the developer portal; taking it back is to publish again. */
export const publication: Kind<{ readonly description: string }> = {
  id: "azure-publication",
  cloud: "azure",
  noun: "publication of the developer portal",
  plural: "Publications",
  icon: "cloud-upload",
  fields: { description: { label: "Description" } },
  identity: { by: "id" },
  titleOf: ({ description }, { id }) => description ?? id ?? "",
  inverse: (change) => ({
    change: {
      ...change,
      // always the same, so that one whose answer was lost is found and not made twice
      ref: { ...change.ref, id: `${change.ref.id}0` },
      fields: [{ path: "description", after: undoPublication }],
    },
    last: true,
  }),
  rights: {
    read: "Microsoft.ApiManagement/service/portalRevisions/read",
    create: "Microsoft.ApiManagement/service/portalRevisions/write",
  },
};
