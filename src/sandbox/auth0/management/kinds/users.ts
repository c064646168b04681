import { createHash } from "node:crypto";
import { randomObjectId } from "../../identifiers.ts";
import { asText, isObject, type JsonObject } from "../../json.ts";
import { hashPassword, isStrongEnough } from "../../passwords.ts";
import type { Connection, User } from "../../state.ts";
import type { Kind } from "../kind.ts";
import { selectFields } from "../paging.ts";
import { shape } from "../payload.ts";
import { invalidBody, invalidQuery, Problem } from "../problem.ts";
import type { Tenant } from "../router.ts";
import { createUserFilter } from "../user-search.ts";
import { addUserPermissions } from "./user-permissions.ts";

const names = "given_name family_name name nickname picture";
const limits = {
  email: { format: "email" },
  phone_number: { pattern: /^\+[0-9]{1,15}$/ },
  user_id: { maximum: 255, pattern: /^\S*$/ },
  password: { minimum: 1 },
  username: { minimum: 1, maximum: 128 },
} as const;
const metadata = ["user_metadata", "app_metadata"];

/** Users of database connections. */
export const users: Kind<User> = {
  path: "users",
  id: "user_id",
  createShape: shape(
    {
      string: `${names} email phone_number user_id connection password username`,
      boolean: "blocked email_verified phone_verified verify_email",
      object: "user_metadata app_metadata",
    },
    limits,
  ),
  required: ["connection"],
  patchShape: shape(
    {
      "string?": `${names} email phone_number password username`,
      string: "connection client_id",
      boolean: "blocked email_verified phone_verified verify_email verify_phone_number",
      object: "user_metadata app_metadata",
    },
    limits,
  ),
  scopes: {
    list: ["read:users", "read:user_idp_tokens"],
    read: ["read:users", "read:current_user", "read:user_idp_tokens"],
    update: ["update:users", "update:users_app_metadata", "update:current_user_metadata"],
    delete: ["delete:users", "delete:current_user"],
  },
  list: "counted",
  missing: "The user does not exist.",
  items: ({ users }) => users,
  select(all, query) {
    const matches = createUserFilter(query.get("q"));
    return sorted(
      all.filter((user) => matches(view(user))),
      query.get("sort"),
    );
  },
  prepare: createUser,
  change: changeUser,
  show: view,
  addSpecial(on, tenant, find) {
    addUserPermissions(on, tenant, find);
    on("GET", "/users-by-email", ["read:users"], ({ query }) => {
      const email = query.get("email");
      if (!email) throw invalidQuery("'Missing required property: email'");
      const found = tenant.state.users.filter((user) => user.email === email.toLowerCase());
      return { status: 200, body: found.map((user) => selectFields(view(user), query)) };
    });
  },
};

/** By a property and a direction, such as `created_at:-1`. */
function sorted(users: readonly User[], sort: string | null): readonly User[] {
  if (sort === null) return users;
  const [, name = "", direction] = /^([\w.]+):(-?1)$/.exec(sort) ?? [];
  if (name === "")
    throw invalidQuery(
      `'String does not match pattern ^(([a-zA-Z0-9_\\.]+):(1|-1))$: ${sort}' on property sort`,
    );
  const textOf = (user: User) => String(view(user)[name] ?? "");
  return [...users].sort((one, other) => textOf(one).localeCompare(textOf(other)) * Number(direction));
}

/** The profile, one database identity, never the password. */
function view({ user_id, email, username, connection, properties }: User): JsonObject {
  const bar = user_id.indexOf("|");
  const [provider, id] = [user_id.slice(0, bar), user_id.slice(bar + 1)];
  return {
    user_id,
    ...(email === undefined ? {} : { email }),
    ...(username === undefined ? {} : { username }),
    ...properties,
    identities: [{ connection, user_id: id, provider, isSocial: false }],
  };
}

/** Defaults follow the service: name and nickname come from the e-mail address, which is kept in lower case. */
async function createUser(body: JsonObject, tenant: Tenant): Promise<User> {
  const connection = findEnabledConnection(tenant, asText(body["connection"]) ?? "");
  for (const name of ["email", "password"]) {
    if (body[name] === undefined) throw invalidBody(`'Missing required property: ${name}'`);
  }
  const { email, password, username, user_id, connection: _, verify_email: __, ...properties } = body;
  const address = (asText(email) ?? "").toLowerCase();
  const id = `auth0|${asText(user_id) || randomObjectId()}`;
  const secret = asText(password) ?? "";
  checkPassword(secret, connection);
  refuseDuplicate(tenant, connection, { id, email: address, username: asText(username) });
  const now = new Date(tenant.context.now()).toISOString();
  return {
    user_id: id,
    connection: connection.name,
    email: address,
    ...(typeof username === "string" ? { username } : {}),
    passwordHash: await hashPassword(secret),
    permissions: [],
    properties: {
      created_at: now,
      updated_at: now,
      email_verified: false,
      name: address,
      nickname: address.split("@")[0],
      picture: pictureOf(address),
      ...properties,
    },
  };
}

function pictureOf(email: string): string {
  const digest = createHash("md5").update(email).digest("hex");
  return `https://s.gravatar.com/avatar/${digest}?s=480&r=pg&d=https%3A%2F%2Fcdn.auth0.com%2Favatars%2F${email.slice(0, 2)}.png`;
}

/** A user can only be created where at least one application could log it in. */
function findEnabledConnection({ state }: Tenant, name: string): Connection {
  const found = state.connections.find((connection) => connection.name === name);
  if (!found) throw new Problem(400, "The connection does not exist.", "inexistent_connection");
  if (found.strategy !== "auth0") {
    throw new Problem(400, "Users can only be created on a database connection.", "operation_not_supported");
  }
  if (found.clients.length === 0 && found.properties["is_domain_connection"] !== true) {
    throw new Problem(400, "The connection is disabled.", "connection_disabled");
  }
  return found;
}

function checkPassword(password: string, connection: Connection): void {
  if (!isStrongEnough(password, connection)) {
    throw new Problem(400, "PasswordStrengthError: Password is too weak", "invalid_body");
  }
}

/**
 * E-mail addresses and user names are unique per connection, ids in the tenant; `except` is the user being
 * changed.
 */
function refuseDuplicate(
  { state }: Tenant,
  connection: Connection,
  wanted: { id?: string; email?: string | undefined; username?: string | undefined; except?: User },
): void {
  const taken = state.users.some(
    (user) =>
      user !== wanted.except &&
      (user.user_id === wanted.id ||
        (user.connection === connection.name &&
          ((wanted.email !== undefined && user.email === wanted.email) ||
            (wanted.username !== undefined && user.username === wanted.username)))),
  );
  if (taken) throw new Problem(409, "The user already exists.", "auth0_idp_error");
}

async function changeUser(user: User, body: JsonObject, tenant: Tenant): Promise<void> {
  const connection = tenant.state.connections.find(({ name }) => name === user.connection);
  const email = asText(body["email"])?.toLowerCase();
  const password = asText(body["password"]);
  if (connection)
    refuseDuplicate(tenant, connection, { email, username: asText(body["username"]), except: user });
  if (password !== undefined) {
    if (connection) checkPassword(password, connection);
    user.passwordHash = await hashPassword(password);
  }
  if (email !== undefined) user.email = email;
  if (body["email"] === null) delete user.email;
  if (typeof body["username"] === "string") user.username = body["username"];
  if (body["username"] === null) delete user.username;
  mergeProperties(user, body);
  user.properties["updated_at"] = new Date(tenant.context.now()).toISOString();
}

/** Properties with a place of their own, or that are instructions rather than properties. */
const apart = new Set([
  "email",
  "password",
  "username",
  "connection",
  "client_id",
  "verify_email",
  "verify_phone_number",
]);

/** Metadata is merged one level deep, as the service does; anything else is replaced, `null` removes. */
function mergeProperties(user: User, body: JsonObject): void {
  for (const [name, value] of Object.entries(body)) {
    if (apart.has(name)) continue;
    const current = user.properties[name];
    if (value === null) delete user.properties[name];
    else if (metadata.includes(name) && isObject(current) && isObject(value)) {
      const merged = Object.entries({ ...current, ...value }).filter(([, member]) => member !== null);
      user.properties[name] = Object.fromEntries(merged);
    } else user.properties[name] = value;
  }
}
