import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import { known, unknown } from "../../../src/core/known.ts";
import type { Settings } from "../../../src/domain/settings.ts";
import { kinds } from "../../../src/resources/all-kinds.ts";
import type { Field, FieldChange, Kind, Reader, Stored } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { auth0User } from "../../../src/resources/kinds/auth0-user.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { enabledApplication } from "../../../src/resources/kinds/enabled-application.ts";
import { apimGroup } from "../../../src/resources/kinds/group.ts";
import { apimInstance } from "../../../src/resources/kinds/instance.ts";
import { namedValue } from "../../../src/resources/kinds/named-value.ts";
import { policy } from "../../../src/resources/kinds/policy.ts";
import { policyFragment } from "../../../src/resources/kinds/policy-fragment.ts";

const owner = "contoso.eu.auth0.com";
const { signal } = new AbortController();

/** Reads from a list; what is `gone` is still listed, as by a search that lags behind. */
function reading(all: readonly Stored[], gone: readonly string[] = []): Reader {
  const same = ({ ref, value }: Stored, kind: string, where: object) =>
    ref.kind === kind &&
    Object.entries(where).every(([name, wanted]) =>
      Object.entries(value).some(([n, v]) => n === name && v === wanted),
    );
  return {
    async *list(kind, _owner, where) {
      for (const one of all) if (same(one, kind.id, where)) yield one as never;
    },
    read: async (_kind, ref) => all.find((one) => one.ref.id === ref.id && !gone.includes(ref.id)) as never,
  };
}

/** Has a policy to tell, and fails before it tells the next. */
function refusing(code: "forbidden" | "unreachable" | "cancelled"): Reader {
  return {
    async *list() {
      yield stored(policy, "global", { text: "<policies />" }) as never;
      throw new Failure(code, "Not this one.");
    },
    read: async () => undefined,
  };
}

function stored<T extends object, D extends object>(
  { id: kind }: Kind<T, D>,
  id: string,
  value: T,
): Stored<T> {
  return { ref: { kind, owner, id }, value };
}

suite("the rows of kinds", () => {
  test("each has an id of its own, and names each right it needs as its cloud does", () => {
    assert.equal(new Set(kinds.map(({ id }) => id)).size, kinds.length);
    for (const { id, rights, cloud } of kinds) {
      assert.ok(rights.read, `${id} is read by some right`);
      if (cloud === "auth0")
        for (const right of Object.values(rights)) assert.match(right, /^[a-z]+:[a-z_]+$/);
    }
  });

  test("what one is found by is among its fields, and never secret", () => {
    for (const { id, identity, fields } of kinds) {
      if (identity.by === "id") continue;
      const found = new Map(Object.entries<Field>(fields));
      for (const name of identity.fields)
        assert.ok(found.get(name)?.secret === undefined && found.has(name), id);
    }
  });

  test("each has a title, also when only its id is known", () => {
    for (const kind of kinds)
      assert.equal(kind.titleOf({}, { kind: kind.id, owner, id: "one" }), "one", kind.id);
  });
});

/** Why nothing of others can hang on one of these kinds, which therefore have no `inUse`. */
const standAlone: Readonly<Record<string, string>> = {
  "auth0-enabled-application": "It is a switch between two things, both of which stay.",
  "azure-connection-access": "It is an entry in a list: connection and identity stay, with all they have.",
  "azure-product-group": "It is an entry in a list: product and group stay, with all they have.",
  "azure-api-tag": "It is an entry in a list: API and tag stay, with all they have.",
  "azure-product-api": "It is an entry in a list: product and API stay, with all they have.",
  "azure-subscription":
    "The service does not know who calls with its keys, which no undo brings back anyway.",
  "azure-policy": "It is a text: whoever changed it since is found by comparing.",
  "azure-publication": "It stays; another one takes its place.",
};

test("each kind that is made here says what keeps one from being taken back, or nothing can", () => {
  const silent = kinds.filter(({ rights, inUse }) => rights.create !== undefined && !inUse);
  assert.deepEqual(
    silent.map(({ id }) => id).sort(),
    Object.keys(standAlone).sort(),
    "a new kind has `inUse`, and a row in undo-of-creations.test.ts, or a reason here",
  );
});

test("one of Auth0's own APIs takes no change, and says so", () => {
  const api = { id: "1", identifier: "https://contoso.eu.auth0.com/api/v2/" };
  assert.match(auth0Api.lockedBecause?.({ ...api, isSystem: true }) ?? "", /neither changed nor deleted/);
  assert.equal(auth0Api.lockedBecause?.({ ...api, isSystem: false }), undefined);
});

suite("what is in use", () => {
  const api = stored(auth0Api, "rs_1", {
    id: "rs_1",
    name: "Orders",
    identifier: "https://orders.example/",
    signingAlgorithm: "RS256",
    scopes: [],
    tokenDialect: "access_token",
    enforcesPolicies: false,
    isSystem: false,
  });
  const connection = stored(auth0Connection, "con_1", { id: "con_1", name: "users", strategy: "auth0" });
  const user = stored(auth0User, "auth0|1", { id: "auth0|1", email: "ada@example.com", connection: "users" });

  test("an API is while an application has a grant on it", async () => {
    const grant = (audience: string) =>
      stored(clientGrant, "cgr_1", { id: "cgr_1", clientId: "client-1", audience, scopes: [] });
    const asked = (...all: Stored[]) => auth0Api.inUse?.(api, reading(all), signal);
    assert.deepEqual(await asked(grant("https://another.example/")), known(undefined));
    const answer = await asked(grant("https://orders.example/"));
    assert.ok(answer?.known && answer.value?.includes("applications may ask for its tokens (client-1)"));
  });

  test("a change of a connection says what it cannot take back, and whom it keeps from signing in", async () => {
    const breaks = async (fields: readonly FieldChange[], options?: Settings) => {
      const one = options ? { ...connection, value: { ...connection.value, options } } : connection;
      const said = await auth0Connection.breaks?.(one, fields, reading([]), signal);
      return said?.known ? said.value.join("\n") : undefined;
    };
    const written = (options: Readonly<Record<string, boolean>>) => [{ path: "options", after: options }];
    assert.equal(await breaks([{ path: "displayName", after: "Users" }]), "");
    assert.equal(await breaks(written({ disable_signup: true })), "");
    const own = { enabledDatabaseCustomization: true };
    assert.match(
      (await breaks(written({ ...own, disable_signup: true }), own)) ?? "",
      /configuration values/,
    );
    const context = { enable_script_context: true };
    assert.match((await breaks(written(context))) ?? "", /cannot be switched off again.*undoing leaves it/);
    assert.equal(await breaks(written({ ...context, disable_signup: true }), context), "");
    const switched = { path: "enabledApplications", added: ["client-2"], removed: ["client-1"] };
    assert.match((await breaks([switched])) ?? "", /sign nobody in with it any more: client-1\. Sessions/);
    assert.equal(await breaks([{ ...switched, removed: [] }]), "");
  });

  test("a connection is while an application may use it, or while it holds users that are really there", async () => {
    const asked = (all: readonly Stored[], gone: readonly string[] = []) =>
      auth0Connection.inUse?.(connection, reading(all, gone), signal);
    const enabled = (connectionId: string) =>
      stored(enabledApplication, `${connectionId}/client-1`, { connectionId, clientId: "client-1" });
    assert.deepEqual(await asked([enabled("con_2")]), known(undefined));
    const used = await asked([enabled("con_1")]);
    assert.ok(used?.known && used.value?.includes("enabled for the application client-1"));
    const held = await asked([user]);
    assert.ok(held?.known && held.value?.includes("holds users"));
    assert.deepEqual(await asked([user], ["auth0|1"]), known(undefined));
  });
});

suite("what was made in an instance", () => {
  const settings = {
    location: "West Europe",
    sku: { name: "Consumption", capacity: 0 },
    publisherName: "Contoso",
    publisherEmail: "admin@contoso.example",
    hosts: [],
  };
  const one = stored(apimInstance, "contoso-apim", settings);
  const without = (kind: Kind, code: "unsupported" | "forbidden", ...all: Stored[]): Reader => ({
    ...reading(all),
    list(asked, ...rest) {
      if (asked.id === kind.id) throw new Failure(code, "Not this one.");
      return reading(all).list(asked, ...rest);
    },
  });

  test("is nothing of a kind that its tier has not, and not known of one that may not be read", async () => {
    const consumption = without(apimGroup, "unsupported");
    assert.deepEqual(await apimInstance.inUse?.(one, consumption, signal), known(undefined));
    assert.deepEqual(await apimInstance.inUse?.(one, without(apimGroup, "forbidden"), signal), unknown);
    const api = stored(policyFragment, "check", { description: undefined, text: "<fragment />" });
    const used = await apimInstance.inUse?.(one, without(apimGroup, "unsupported", api), signal);
    assert.match((used?.known && used.value) || "", /“check”/);
  });
});

suite("what names a named value", () => {
  const value = { displayName: "orders.key", value: "v", secret: false, tags: [], keyVault: undefined };
  const one = stored(namedValue, "nv-1", value);
  const text = (id: string, content: string) =>
    stored(policy, id, { text: `<policies>${content}</policies>` });
  const others = [
    text("global", "{{orders-key}} {{Orders.key}} {{ordersXkey}} {{orders.key.old}} { {orders.key} }"),
    text("products/p", "orders.key"),
  ];
  const renamed = [{ path: "displayName", before: "orders.key", after: "new" }];

  test("nothing does by another name, in other capitals, or without braces", async () => {
    assert.deepEqual(await namedValue.inUse?.(one, reading(others), signal), known(undefined));
    assert.deepEqual(await namedValue.breaks?.(one, renamed, reading(others), signal), known([]));
  });

  test("every policy and fragment does that has it in braces, and the first few are told", async () => {
    const users = [
      "apis/a",
      "fragments/f",
      "apis/a/operations/o",
      "apis/b",
      "apis/c",
      "apis/d",
      "apis/e",
    ].map((id) => text(id, id === "apis/a" ? "<!-- {{ orders.key }} -->" : "a{{orders.key}}b"));
    const few = reading([...others, ...users.slice(0, 2)]);
    const used = await namedValue.inUse?.(one, few, signal);
    assert.ok(
      used?.known && used.value?.includes("so it stays: the policy of API a, fragment f. Take it out"),
    );
    const broken = await namedValue.breaks?.(one, renamed, reading(users), signal);
    assert.deepEqual(broken, {
      known: true,
      value: [
        "Policies that name “{{orders.key}}” will find nothing by that name: the policy of API a, fragment f, the policy of operation o of API a, the policy of API b, the policy of API c and 2 more.",
      ],
    });
  });

  test("is not asked for while the name stays", async () => {
    const changed = [{ path: "value", after: "new" }];
    assert.deepEqual(await namedValue.breaks?.(one, changed, refusing("forbidden"), signal), known([]));
  });

  test("is unknown where not all policies may be read, and not known to be nothing; Esc is Esc", async () => {
    assert.deepEqual(await namedValue.inUse?.(one, refusing("forbidden"), signal), unknown);
    assert.deepEqual(await namedValue.breaks?.(one, renamed, refusing("unreachable"), signal), unknown);
    await assert.rejects(namedValue.inUse?.(one, refusing("cancelled"), signal) ?? assert.fail(), {
      code: "cancelled",
    });
  });
});

test("an address is the same in capitals, a connection is not", () => {
  assert.equal(auth0User.isSame?.("email", "Ada@Example.com", "ada@example.com"), true);
  assert.equal(auth0User.isSame?.("email", "ada@example.com", "bob@example.com"), false);
  assert.equal(auth0User.isSame?.("connection", "Users", "users"), false);
});
