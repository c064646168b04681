import { known } from "../../core/known.ts";
import type { Connection, ConnectionDraft } from "../../domain/auth0.ts";
import type { Kind } from "../kind.ts";
import { auth0User } from "./auth0-user.ts";
import { enabledApplication } from "./enabled-application.ts";

/** A source of users. */
export const auth0Connection: Kind<Connection, ConnectionDraft> = {
  id: "auth0-connection",
  cloud: "auth0",
  noun: "connection",
  plural: "Connections",
  icon: "database",
  tree: { under: "tenant" },
  fields: { name: { label: "Name", fixed: true }, strategy: { label: "Strategy", fixed: true } },
  identity: { by: "fields", fields: ["name"], unique: true },
  titleOf: ({ name }, { id }) => name ?? id ?? "",
  async inUse({ ref: { owner, id }, value: { name } }, reader, signal) {
    for await (const { value } of reader.list(enabledApplication, owner, { connectionId: id }, signal)) {
      return known(
        `The connection “${name}” has since been enabled for the application ${value.clientId}. Delete it in Auth0 if nobody needs it.`,
      );
    }
    for await (const user of reader.list(auth0User, owner, { connection: name }, signal)) {
      // the search may still know users that were deleted a moment ago
      if (!(await reader.read(auth0User, user.ref, signal))) continue;
      return known(
        `The connection “${name}” holds users that were not created here, and they would be deleted with it. Delete it in Auth0 if nobody needs it.`,
      );
    }
    return known(undefined);
  },
  rights: { read: "read:connections", create: "create:connections", delete: "delete:connections" },
};
