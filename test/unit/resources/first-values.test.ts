import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { kinds } from "../../../src/resources/all-kinds.ts";
import { update } from "../../../src/resources/changes.ts";
import { type Fields, fieldsOf, inverseOf, staysWhenUndone } from "../../../src/resources/fields.ts";
import { backTo } from "../../../src/resources/first-values.ts";
import type { Field, Kind } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { auth0User } from "../../../src/resources/kinds/auth0-user.ts";
import type { Kind as SandboxKind } from "../../../src/sandbox/auth0/management/kind.ts";
import { clients } from "../../../src/sandbox/auth0/management/kinds/clients.ts";
import { connections } from "../../../src/sandbox/auth0/management/kinds/connections.ts";
import { resourceServers } from "../../../src/sandbox/auth0/management/kinds/resource-servers.ts";
import { users } from "../../../src/sandbox/auth0/management/kinds/users.ts";
import { Contracts } from "../../support/contracts/contract.ts";
import { writableFields } from "../../support/contracts/writable-fields.ts";
import { InMemoryAuth0Cloud } from "../../support/in-memory/index.ts";
import { InMemoryStore } from "../../support/in-memory/store.ts";
import { applyPlan, undo, undoOutcomeOf } from "../../support/journals.ts";
import { kindExamples } from "../../support/kind-examples.ts";

const { signal } = new AbortController();
const owner = "contoso.eu.auth0.com";

/** One of each kind of which hardly anything was said yet. */
const bare: ReadonlyMap<Kind, object> = new Map<Kind, object>([
  [auth0Api, { id: "api", identifier: "https://orders.example/", isSystem: false }],
  [auth0Application, { clientId: "client", name: "Portal" }],
  [auth0Connection, { id: "con", name: "orders-users", strategy: "auth0" }],
  [auth0User, { id: "auth0|1", connection: "orders-users" }],
]);

const examples = new Map((await kindExamples()).map(({ kind, changes }) => [kind.id, changes] as const));

suite("first values, taken back", () => {
  for (const [kind, value] of bare) {
    const before = fieldsOf(kind, value);
    const firsts = Object.entries<Field>(kind.fields).filter(
      ([path, { secret, fixed }]) => !secret && !fixed && before[path] === undefined,
    );
    for (const [path, field] of firsts) {
      const wanted = fieldsOf(kind, examples.get(kind.id) ?? {})[path];
      if (wanted === undefined) continue;
      test(`${kind.id}: ${path} is gone, has its usual value, or the plan says that it stays`, async () => {
        const cloud = new InMemoryAuth0Cloud();
        const store = cloud.shelves.get(kind.id)?.store;
        assert.ok(store instanceof InMemoryStore);
        const ref = { kind: kind.id, owner, id: "one" };
        store.put(owner, ref.id, value);
        const change = update(kind, { ref, value }, { [path]: wanted }, { id: "first" });
        assert.ok(change);
        const clouds = { auth0: cloud, azure: { shelves: new Map() } };
        const plan = { title: change.title, subject: "one", changes: [change], unchanged: [], notes: [] };
        const { left, failed } = undoOutcomeOf(
          await undo(await applyPlan(plan, clouds, signal), clouds, signal),
        );
        assert.deepEqual(failed, []);
        const said = staysWhenUndone(kind, change);
        assert.deepEqual(
          left.map(({ reason }) => said.every((label) => reason.includes(label))),
          said.length > 0 ? [true] : [],
        );
        const now = fieldsOf(kind, (await store.read(ref, signal))?.value ?? {});
        const back = backTo(field, undefined, wanted, before).value;
        assert.deepEqual(now[path] ?? (field.set && []), back ?? (field.set && []));
      });
    }
  }

  test("a display name becomes the connection's own name, which Auth0 shows without one", () => {
    const wrote = [{ path: "displayName", after: "Orders" }];
    const now: Fields = { name: "orders-users", displayName: "Orders" };
    assert.deepEqual(inverseOf(auth0Connection, wrote, now).changes, [
      { path: "displayName", before: "Orders", after: "orders-users" },
    ]);
  });

  test("of what keeps members, each is taken back by itself", () => {
    const wrote = [
      {
        path: "jwtConfiguration",
        before: { alg: "RS256" },
        after: { alg: "PS256", lifetime_in_seconds: 600, scopes: { a: "b" } },
      },
    ];
    const now: Fields = { jwtConfiguration: wrote[0]?.after ?? {} };
    assert.deepEqual(inverseOf(auth0Application, wrote, now), {
      changes: [
        {
          path: "jwtConfiguration",
          before: { alg: "PS256", lifetime_in_seconds: 600, scopes: { a: "b" } },
          after: { alg: "RS256", lifetime_in_seconds: 36_000, scopes: { a: "b" } },
        },
      ],
      left: [],
      stays: ["ID token: scopes"],
    });
  });

  test("members that others changed since stay, and only what they changed of ours is left", () => {
    const wrote = [
      {
        path: "refreshToken",
        before: { rotation_type: "rotating", leeway: 0, token_lifetime: 100 },
        after: { rotation_type: "rotating", leeway: 3, token_lifetime: 200 },
      },
    ];
    const now: Fields = {
      refreshToken: { rotation_type: "non-rotating", leeway: 3, token_lifetime: 300 },
    };
    assert.deepEqual(inverseOf(auth0Application, wrote, now), {
      changes: [
        {
          path: "refreshToken",
          before: { rotation_type: "non-rotating", leeway: 3, token_lifetime: 300 },
          after: { rotation_type: "non-rotating", leeway: 0, token_lifetime: 300 },
        },
      ],
      left: ["Refresh token: token_lifetime"],
      stays: [],
    });
  });

  test("what was taken back already is not somebody else's change", () => {
    const wrote = [{ path: "tokenDialect", after: "rfc9068_profile" }];
    const back = inverseOf(auth0Api, wrote, { tokenDialect: "access_token" });
    assert.deepEqual(back, { changes: [], left: [], stays: [] });
  });
});

/** What the sandbox has for each. */
const sandboxKinds: ReadonlyMap<Kind, Pick<SandboxKind, "patchShape">> = new Map<
  Kind,
  Pick<SandboxKind, "patchShape">
>([
  [auth0Api, resourceServers],
  [auth0Application, clients],
  [auth0Connection, connections],
  [auth0User, users],
]);

suite("what cannot be taken away by null", () => {
  const folder = process.env["CONTRACTS_DIR"];

  test("every kind of Auth0 with fields that change is here", () => {
    const others = ["auth0-client-grant", "auth0-default-audience"];
    const changing = kinds.filter((kind) => kind.cloud === "auth0" && kind.rights.update !== undefined);
    assert.deepEqual(
      changing
        .filter((kind) => !bare.has(kind))
        .map(({ id }) => id)
        .sort(),
      others,
    );
  });

  for (const [kind, { patchShape }] of sandboxKinds)
    test(`${kind.id}: the kind and the sandbox refuse null exactly where the contract does`, function () {
      if (!folder) return this.skip();
      const contract = writableFields(new Contracts(folder), kind.id);
      const wrong = Object.entries<Field>(kind.fields).flatMap(([path, field]) => {
        const said = contract.get(field.name ?? path);
        const isApart = !said || said.isFixed || said.isRequired || field.fixed || field.secret || field.set;
        return isApart || said.isNullable !== (field.cannotBeUnset !== undefined) ? [] : [path];
      });
      assert.deepEqual(wrong, []);
      const lax = [...patchShape.types].flatMap(([name, { nullable }]) =>
        (contract.get(name)?.isNullable ?? false) === nullable ? [] : [name],
      );
      assert.deepEqual(lax, []);
    });
});
