import { known } from "../../core/known.ts";
import type { Auth0User, UserDraft } from "../../domain/auth0.ts";
import { emailProblem } from "../../domain/auth0-answers.ts";
import type { Json, Kind } from "../kind.ts";
import { saysAll } from "../says-all.ts";
import { firstOf, staysFor } from "./stays-for.ts";

/** Auth0 keeps addresses in lower case. */
const kept = (address: Json | undefined) => (typeof address === "string" ? address.toLowerCase() : address);

/** A user of a database connection. */
export const auth0User: Kind<Auth0User, UserDraft> = {
  id: "auth0-user",
  cloud: "auth0",
  noun: "user",
  plural: "Users",
  icon: "person",
  document: "auth0-user",
  tree: { under: "tenant" },
  fields: {
    connection: { label: "Connection", fixed: true, ask: { prompt: "Name of the connection that it is in" } },
    email: { label: "E-mail", ask: { prompt: "E-mail address", check: emailProblem } },
    username: { label: "User name" },
    phoneNumber: { label: "Phone number", name: "phone_number", confidential: true },
    password: { label: "Password", secret: true, ask: { prompt: "Password" } },
    emailVerified: { label: "E-mail verified", name: "email_verified", cannotBeUnset: { usual: false } },
    phoneVerified: { label: "Phone verified", name: "phone_verified", cannotBeUnset: { usual: false } },
    blocked: { label: "Blocked", cannotBeUnset: { usual: false } },
    givenName: { label: "Given name", name: "given_name", confidential: true },
    familyName: { label: "Family name", name: "family_name", confidential: true },
    name: { label: "Name", confidential: true },
    nickname: { label: "Nickname", confidential: true },
    picture: { label: "Picture", confidential: true },
    userMetadata: {
      label: "User metadata",
      name: "user_metadata",
      confidential: true,
      cannotBeUnset: { usual: {} },
    },
    appMetadata: {
      label: "App metadata",
      name: "app_metadata",
      confidential: true,
      cannotBeUnset: { usual: {} },
    },
  },
  identity: { by: "fields", fields: ["email", "connection"], unique: true },
  titleOf: (draft, { id }) => nameOf(draft) ?? id ?? "",
  isSame: (field, sent, found) => (field === "email" ? kept(sent) === kept(found) : sent === found),
  // metadata are what was sent: a member too many was not taken away
  isFulfilled: (field, sent, found) => !field.endsWith("Metadata") && saysAll(sent, found),
  isPersonal: true,
  isSearched: true,
  mostTold: 1000,
  staysDeleted:
    "A user who was deleted cannot be brought back: a new one with the same address has another id, and nothing of the old one.",
  inUse: async ({ value }) =>
    known(staysFor(`The user “${nameOf(value)}”`, [["linked accounts", linkedOf(value)]])),
  isDeletedInUse: true,
  goesAlong: async ({ value }) =>
    known([
      "Its sessions, refresh tokens, roles and permissions go with it.",
      ...(linkedOf(value).length > 0
        ? [
            `Whoever signs in by an account that was linked to it is a new user then: ${firstOf(linkedOf(value))}.`,
          ]
        : []),
    ]),
  rights: {
    read: "read:users",
    create: "create:users",
    update: "update:users",
    delete: "delete:users",
  },
};

function nameOf({ email, username, name }: Partial<UserDraft>): string | undefined {
  return email ?? username ?? name;
}

/** The connections of accounts that somebody has linked to the user: they would be deleted with it. */
function linkedOf({ linkedConnections = [] }: Auth0User): readonly string[] {
  return linkedConnections;
}
