import type { Auth0User, UserDraft } from "../../domain/auth0.ts";
import type { Json, Kind } from "../kind.ts";

/** Auth0 keeps addresses in lower case. */
const kept = (address: Json | undefined) => (typeof address === "string" ? address.toLowerCase() : address);

/** A user of a database connection. */
export const auth0User: Kind<Auth0User, UserDraft> = {
  id: "auth0-user",
  cloud: "auth0",
  noun: "user",
  plural: "Users",
  icon: "person",
  fields: {
    email: { label: "E-mail", fixed: true },
    password: { label: "Password", secret: true, fixed: true },
    connection: { label: "Connection", fixed: true },
  },
  identity: { by: "fields", fields: ["email", "connection"], unique: true },
  titleOf: ({ email }, { id }) => email ?? id ?? "",
  isSame: (field, sent, found) => (field === "email" ? kept(sent) === kept(found) : sent === found),
  rights: { read: "read:users", create: "create:users", delete: "delete:users" },
};
