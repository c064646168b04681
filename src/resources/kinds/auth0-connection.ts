import { known } from "../../core/known.ts";
import type { Connection, ConnectionDraft } from "../../domain/auth0.ts";
import { connectionNameProblem } from "../../domain/auth0-answers.ts";
import { isSecretOption } from "../../domain/connection-options.ts";
import type { Settings } from "../../domain/settings.ts";
import { isElements } from "../fields.ts";
import type { FieldChange, Kind, Reader } from "../kind.ts";
import { saysAll } from "../says-all.ts";
import { auth0User } from "./auth0-user.ts";
import { enabledApplication } from "./enabled-application.ts";
import { firstOf } from "./stays-for.ts";

/** More than these are not counted: a connection may have millions. */
const mostCounted = 50;

/** A source of users. */
export const auth0Connection: Kind<Connection, ConnectionDraft> = {
  id: "auth0-connection",
  cloud: "auth0",
  noun: "connection",
  plural: "Connections",
  icon: "database",
  document: "connection",
  tree: { under: "tenant" },
  fields: {
    name: {
      label: "Name",
      fixed: true,
      ask: {
        prompt: "Name of the database connection: letters, digits and single dashes; it can never be changed",
        check: connectionNameProblem,
      },
    },
    strategy: { label: "Strategy", fixed: true },
    displayName: {
      label: "Display name",
      name: "display_name",
      cannotBeUnset: { usualField: "name" },
    },
    isDomainConnection: {
      label: "Domain-level connection",
      name: "is_domain_connection",
      cannotBeUnset: { usual: false },
    },
    showsAsButton: {
      label: "Show as a button",
      name: "show_as_button",
      cannotBeUnset: { usual: false },
    },
    realms: { label: "Realms", set: {} },
    metadata: { label: "Metadata", confidential: true, cannotBeUnset: { usual: {} } },
    authentication: { label: "Used for authentication", cannotBeUnset: {} },
    connectedAccounts: {
      label: "Used for connected accounts",
      name: "connected_accounts",
      cannotBeUnset: {},
    },
    crossAppAccess: {
      label: "Cross app access (requesting application)",
      name: "cross_app_access_requesting_app",
      cannotBeUnset: { usual: { active: false } },
    },
    enabledApplications: {
      label: "Enabled applications",
      set: {},
      onlyChanged: true,
      names: (id) => ({ kind: "auth0-application", id }),
    },
    options: { label: "Options", confidential: true, isSecretMember: isSecretOption },
  },
  defaults: { strategy: "auth0" },
  identity: { by: "fields", fields: ["name"], unique: true },
  titleOf: ({ name }, { id }) => name ?? id ?? "",
  // metadata are what was sent: a pair too many was not taken away
  isFulfilled: (field, sent, found) => field !== "metadata" && saysAll(sent, found),
  isDeletedInUse: true,
  staysDeleted: "A connection that was deleted cannot be brought back: its users are gone with it.",
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
  unseen: async () => [
    "No users were found in it; one that was made in its last seconds may not have been seen, since the tenant's search lags behind.",
  ],
  async goesAlong({ ref: { owner, id }, value: { name, strategy } }, reader, signal) {
    const [users, applications] = await Promise.all([
      strategy === "auth0" ? counted(reader.list(auth0User, owner, { connection: name }, signal)) : "",
      counted(reader.list(enabledApplication, owner, { connectionId: id }, signal)),
    ]);
    const ends = `Nobody signs in through it any more; the applications that it is enabled for: ${applications}.`;
    const lost = `All its users are deleted with it, for good; by the tenant's search, which lags behind a little, there are ${users}.`;
    return known([...(strategy === "auth0" ? [lost] : []), ends, "Its name may stay blocked for a while."]);
  },
  breaks: async ({ value: { options } }, fields) =>
    known([...whatStays(options, fields), ...whoIsCutOff(fields)]),
  rights: {
    read: "read:connections",
    create: "create:connections",
    update: "update:connections",
    delete: "delete:connections",
  },
};

async function counted(all: ReturnType<Reader["list"]>): Promise<string> {
  let count = 0;
  for await (const _ of all) {
    count += 1;
    if (count === mostCounted) return `${mostCounted} or more`;
  }
  return String(count);
}

/** Whom a change keeps from signing users in with the connection. */
function whoIsCutOff(fields: readonly FieldChange[]): readonly string[] {
  const gone = fields.flatMap((change) =>
    change.path === "enabledApplications" && isElements(change) ? change.removed.map(String) : [],
  );
  return gone.length === 0
    ? []
    : [
        `These applications sign nobody in with it any more: ${firstOf(gone)}. Sessions and tokens that are there stay until they expire.`,
      ];
}

/** What a change of the options leaves behind. */
function whatStays(before: Settings | undefined, fields: readonly FieldChange[]): readonly string[] {
  const change = fields.find(({ path }) => path === "options");
  if (!change) return [];
  const after = isElements(change) ? undefined : change.after;
  const isOn = (options: unknown, name: string) =>
    typeof options === "object" && options !== null && new Map(Object.entries(options)).get(name) === true;
  return [
    ...(isOn(before, "enabledDatabaseCustomization")
      ? [
          "Its users are in a database of your own: see afterwards that its scripts still have their configuration values, which Auth0 does not always tell.",
        ]
      : []),
    ...(isOn(after, "enable_script_context") && !isOn(before, "enable_script_context")
      ? ["The context of its scripts cannot be switched off again once it is on: undoing leaves it."]
      : []),
  ];
}
