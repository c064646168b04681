import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { SdkAuth0Cloud } from "../../../src/adapters/auth0/sdk-auth0-cloud.ts";
import type { Field, Json, Kind, Store, Stored } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { auth0User } from "../../../src/resources/kinds/auth0-user.ts";
import { collect } from "../../support/collect.ts";
import { failsWith } from "../../support/failing.ts";
import { type Answered, type Asked, answering } from "./answering.ts";

const owner = "contoso.eu.auth0.com";
const token = { json: { access_token: "opaque", expires_in: 86_400, token_type: "Bearer" } };
const { signal } = new AbortController();

/** The store of a kind in a tenant that answers like this, and what it was asked for. */
function storeIn<T extends object, D extends object>(
  kind: Kind<T, D>,
  answer: (asked: Asked) => Answered,
): { readonly store: Store<T, D>; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const fetch = answering((request) => {
    if (request.url.endsWith("/oauth/token")) return token;
    asked.push(request);
    return answer(request);
  });
  const account = { domain: owner, clientId: "client-1" };
  const cloud = new SdkAuth0Cloud({ account, secret: "secret-1", fetch, limit: 300 });
  return { store: cloud.shelves.get(kind.id)?.store as unknown as Store<T, D>, asked };
}

/** What nothing else is, in the shape that a field has. */
function marker(name: string, { set }: Field): Json {
  return set ? [{ value: `${name}-1` }, `${name}-2`] : { [`${name}-member`]: [name, null, { deeper: 1 }] };
}

const identities: readonly (readonly [Kind, { readonly [name: string]: Json }])[] = [
  [auth0Api, { id: "1", identifier: "urn:orders" }],
  [auth0Application, { client_id: "1", name: "Portal" }],
];

for (const [kind, identity] of identities) {
  const ref = { kind: kind.id, owner, id: "1" };
  const { fields } = kind;
  const all = Object.entries<Field>(fields);
  const open = all.filter(([name, { secret }]) => !secret && name !== "identifier" && name !== "name");
  const valueIn = (stored: Stored | undefined, name: string): unknown =>
    new Map<string, unknown>(Object.entries(stored?.value ?? assert.fail())).get(name);

  suite(`${kind.id}, field by field`, () => {
    test("each is read as the service says it, whatever that is", async () => {
      const said = Object.fromEntries(open.map(([name, field]) => [field.name ?? name, marker(name, field)]));
      const { store } = storeIn(kind, () => ({ json: { ...identity, ...said } }));
      const stored = await store.read(ref, signal);
      for (const [name, field] of open) assert.deepEqual(valueIn(stored, name), marker(name, field));
    });

    test("each is sent under the service's name, as it is and alone", async () => {
      const before = { ref, value: { ...identity, clientId: "1" } };
      for (const [name, field] of all) {
        const { store, asked } = storeIn(kind, () => ({ json: identity }));
        await store.update(before, { [name]: marker(name, field) }, signal);
        assert.deepEqual(JSON.parse(asked[0]?.body ?? ""), { [field.name ?? name]: marker(name, field) });
      }
    });

    test("what the tenant leaves out, or says nothing of, has no value", async () => {
      const nothing = Object.fromEntries(open.map(([name, field]) => [field.name ?? name, null]));
      for (const json of [identity, { ...identity, ...nothing }]) {
        const stored = await storeIn(kind, () => ({ json })).store.read(ref, signal);
        for (const [name] of open) assert.equal(valueIn(stored, name), undefined);
      }
    });

    test("a secret in an answer is in no value", async () => {
      const secrets = all.filter(([, { secret }]) => secret);
      assert.ok(secrets.length > 0);
      const said = Object.fromEntries(secrets.map(([name, field]) => [field.name ?? name, "hunter2"]));
      const stored = await storeIn(kind, () => ({ json: { ...identity, ...said } })).store.read(ref, signal);
      assert.ok(!JSON.stringify(stored).includes("hunter2"));
    });
  });
}

suite("what goes away of an API or an application", () => {
  const sent = async <T extends object, D extends object>(
    kind: Kind<T, D>,
    value: T,
    changes: Partial<D>,
  ) => {
    const json = { id: "1", client_id: "1", identifier: "urn:orders", name: "Portal" };
    const { store, asked } = storeIn(kind, () => ({ json }));
    await store.update({ ref: { kind: kind.id, owner, id: "1" }, value }, changes, signal);
    const body: unknown = JSON.parse(asked[0]?.body ?? "");
    return body;
  };
  const api = { id: "1", identifier: "urn:orders", isSystem: false };
  const application = { clientId: "1", name: "Portal", clientMetadata: { team: "portal", stage: "test" } };

  test("is null where the service takes that", async () => {
    assert.deepEqual(await sent(auth0Api, api, { tokenEncryption: undefined, consentPolicy: undefined }), {
      token_encryption: null,
      consent_policy: null,
    });
  });

  test("is an empty list, or what is usual, where it does not", async () => {
    assert.deepEqual(await sent(auth0Application, application, { description: undefined }), {
      description: "",
    });
    assert.deepEqual(await sent(auth0Api, api, { scopes: undefined, enforcesPolicies: undefined }), {
      scopes: [],
      enforce_policies: false,
    });
    assert.deepEqual(await sent(auth0Application, application, { callbacks: undefined }), { callbacks: [] });
    const last = { callbacks: [], organizationDiscoveryMethods: [] };
    assert.deepEqual(await sent(auth0Application, application, last), {
      callbacks: [],
      organization_discovery_methods: null,
    });
  });

  test("is named among the metadata, of which the service keeps what is not", async () => {
    assert.deepEqual(await sent(auth0Application, application, { clientMetadata: { team: "orders" } }), {
      client_metadata: { team: "orders", stage: null },
    });
    const [sentOnes, found] = [{ team: "a" }, { team: "a", stage: "b" }];
    assert.equal(auth0Application.isFulfilled?.("clientMetadata", sentOnes, found), false);
    assert.equal(auth0Application.isFulfilled?.("mobile", sentOnes, found), true);
  });

  test("is not how a secret is encoded, which no change may name", async () => {
    const jwtConfiguration = { alg: "RS256", secret_encoded: false };
    assert.deepEqual(await sent(auth0Application, application, { jwtConfiguration }), {
      jwt_configuration: { alg: "RS256" },
    });
  });
});

suite("the application's secret", () => {
  const ref = { kind: auth0Application.id, owner, id: "client-2" };

  test("is not asked for by lists and reads, which ask for the same", async () => {
    const { store, asked } = storeIn(auth0Application, ({ url }) =>
      url.includes("/clients?")
        ? { json: { clients: [], total: 0, start: 0, limit: 50 } }
        : { status: 404, json: {} },
    );
    await collect(store.list(owner, {}, signal));
    await store.read(ref, signal).catch(() => undefined);
    const [list, read] = asked.map(({ url }) => new URL(url).searchParams.get("fields"));
    assert.equal(list, read);
    const names = list?.split(",") ?? assert.fail();
    assert.ok(names.includes("client_id") && names.includes("allowed_logout_urls"));
    for (const name of ["client_secret", "signing_keys", "addons"]) assert.ok(!names.includes(name), name);
  });

  test("is what a rotation answers, and an answer about another is none", async () => {
    const rotate = (json: object) => {
      const { store, asked } = storeIn(auth0Application, () => ({ json }));
      return { asked, secret: store.rotateSecret?.(ref, signal) ?? assert.fail() };
    };
    const { asked, secret } = rotate({ client_id: "client-2", client_secret: "brand-new" });
    assert.equal(await secret, "brand-new");
    const made = asked.map(({ method, url }) => `${method} ${new URL(url).pathname}`);
    assert.deepEqual(made, ["POST /api/v2/clients/client-2/rotate-secret"]);
    for (const other of [{ client_id: "client-2" }, { client_id: "x", client_secret: "y" }, {}]) {
      await failsWith("unreachable", rotate(other).secret, "is not what Auth0 answers");
    }
  });
});

suite("the raw answer", () => {
  for (const [kind, identity] of [
    [auth0Api, { id: "1", identifier: "urn:orders" }],
    [auth0Application, { client_id: "1", name: "Portal" }],
    [auth0Connection, { id: "1", name: "Users", strategy: "auth0" }],
    [auth0User, { user_id: "1", email: "a@b.example", identities: [{ connection: "Users" }] }],
  ] as const) {
    test(`of ${kind.plural} is all that the tenant tells, and not only what can be written`, async () => {
      const said = { ...identity, invented_later: { deep: [1] } };
      const { store, asked } = storeIn(kind as unknown as Kind, () => ({ json: said }));
      const answer = await store.readRaw?.({ kind: kind.id, owner, id: "1" }, signal);
      assert.deepEqual(answer, { body: said });
      assert.deepEqual([asked.length, /fields=/.test(asked[0]?.url ?? "")], [1, false]);
    });
  }

  test("is none of what is no such thing", async () => {
    const { store } = storeIn(auth0Api, () => ({ json: { page: "of a proxy" } }));
    await failsWith(
      "unreachable",
      store.readRaw?.({ kind: auth0Api.id, owner, id: "1" }, signal) ?? assert.fail(),
    );
  });
});
