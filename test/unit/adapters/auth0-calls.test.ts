import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { SdkAuth0Cloud } from "../../../src/adapters/auth0/sdk-auth0-cloud.ts";
import { Failure } from "../../../src/core/failure.ts";
import type { Kind, Store } from "../../../src/resources/kind.ts";
import { certainCodes } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { auth0User } from "../../../src/resources/kinds/auth0-user.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { enabledApplication } from "../../../src/resources/kinds/enabled-application.ts";
import { collect } from "../../support/collect.ts";
import { failsWith } from "../../support/failing.ts";
import { type Answered, type Asked, answering } from "./answering.ts";

const owner = "contoso.eu.auth0.com";
const token = { json: { access_token: "opaque", expires_in: 86_400, token_type: "Bearer" } };
const { signal } = new AbortController();
const credentials = { clientId: "client-1", clientSecret: "secret-1", audience: "https://calc.example/" };

type Fetch = typeof globalThis.fetch;

function openOn(fetch: Fetch, limit = 300): SdkAuth0Cloud {
  return new SdkAuth0Cloud({
    account: { domain: owner, clientId: "client-1" },
    secret: "secret-1",
    fetch,
    limit,
  });
}

/** The store of a kind in a tenant that gives a token, and then answers like this. */
function storeIn<T extends object, D extends object>(
  kind: Kind<T, D>,
  answer: (asked: Asked) => Answered,
): Store<T, D> {
  const cloud = openOn(answering((asked) => (asked.url.endsWith("/oauth/token") ? token : answer(asked))));
  return cloud.shelves.get(kind.id)?.store as unknown as Store<T, D>;
}

/** Never answers, but hears its signal; `head` is sent before that. */
const hanging =
  (head: boolean): Fetch =>
  (_, init) => {
    const aborted = new Promise<never>((_, reject) => {
      init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
    });
    if (!head) return aborted;
    const body = new ReadableStream({
      start: (stream) => void aborted.catch((error) => stream.error(error)),
    });
    return Promise.resolve(new Response(body, { headers: { "content-type": "application/json" } }));
  };

suite("calls of Auth0 that get no answer", () => {
  const calls: readonly (readonly [
    string,
    (cloud: SdkAuth0Cloud, signal: AbortSignal) => Promise<unknown>,
  ])[] = [
    ["the discovery document", (cloud, signal) => cloud.readDiscovery(signal)],
    ["the keys", (cloud, signal) => cloud.readPublicKeys(signal)],
    ["a token", (cloud, signal) => cloud.requestToken(credentials, signal)],
    ["a token of its own", (cloud, signal) => cloud.readTenant(signal)],
  ];
  for (const [what, call] of calls) {
    for (const head of [false, true]) {
      const where = head ? "with a body that stops" : "at all";
      test(`${what}, ${where}: it ends within the limit`, async () => {
        await failsWith("unreachable", call(openOn(hanging(head), 40), signal), "took too long");
      });

      test(`${what}, ${where}: Cancel is heard`, async () => {
        const controller = new AbortController();
        const work = call(openOn(hanging(head), 60_000), controller.signal);
        setImmediate(() => controller.abort());
        await failsWith("cancelled", work);
      });
    }
  }

  test("a token that did not come is asked for anew once its request has ended", async () => {
    const answered = answering(({ url }) => (url.endsWith("/oauth/token") ? token : { json: [] }));
    let ended: Promise<unknown> | undefined;
    const cloud = openOn((input, init) => {
      if (ended) return answered(input, init);
      const answer = hanging(false)(input, init);
      ended = answer.catch(() => undefined);
      return answer;
    }, 40);
    await failsWith("unreachable", cloud.readTenant(signal), "took too long");
    await ended;
    await new Promise(setImmediate);
    await failsWith("unreachable", cloud.readTenant(signal), "is not what Auth0 answers");
  });
});

suite("what Auth0 answers", () => {
  test("reads are repeated, and found in the end", async () => {
    let asked = 0;
    const store = storeIn(clientGrant, () => {
      asked += 1;
      return asked < 3 ? { status: 502, text: "Bad gateway" } : { json: { client_grants: [] } };
    });
    assert.deepEqual(await collect(store.list(owner, {}, signal)), []);
    assert.equal(asked, 3);
  });

  test("ids stay in their segment of the path", async () => {
    const asked: string[] = [];
    const store = storeIn(auth0User, ({ url }) => {
      asked.push(new URL(url).pathname);
      return { status: 204 };
    });
    const id = "auth0|a/../b?c#d%2f";
    const value = { id, email: "ada@example.com", connection: "users" };
    await store.delete({ ref: { kind: auth0User.id, owner, id }, value }, signal);
    assert.deepEqual(asked, ["/api/v2/users/auth0%7Ca%2F..%2Fb%3Fc%23d%252f"]);
  });

  const without: readonly (readonly [Kind, object, object])[] = [
    [
      auth0Api,
      { name: "A", identifier: "a", signingAlgorithm: "RS256", scopes: [] },
      { name: "A", identifier: "a" },
    ],
    [
      auth0Api,
      { name: "A", identifier: "a", signingAlgorithm: "RS256", scopes: [] },
      { id: "1", identifier: "a", scopes: "x" },
    ],
    [
      auth0Application,
      { name: "A", type: "spa", callbacks: [], grantTypes: [] },
      { name: "A", app_type: "spa" },
    ],
    [auth0Connection, { name: "users", strategy: "auth0" }, { name: "users", strategy: "auth0", id: "" }],
    [
      auth0User,
      { email: "a@b.example", password: "x", connection: "users" },
      { email: "a@b.example", identities: [{ connection: "users" }] },
    ],
    [clientGrant, { clientId: "c", audience: "a", scopes: [] }, { client_id: "c", audience: "a", scope: [] }],
  ];
  for (const [kind, draft, json] of without) {
    test(`${kind.id}: ${JSON.stringify(json)} was not created`, async () => {
      const store = storeIn(kind, () => ({ status: 201, json }));
      const created = store.create({ kind: kind.id, owner }, draft, signal);
      await failsWith("unreachable", created, "is not what Auth0 answers");
    });
  }

  test("a deletion is answered with nothing, now or later", async () => {
    const ref = { kind: auth0Connection.id, owner, id: "con_1" };
    const stored = { ref, value: { id: "con_1", name: "users", strategy: "auth0" } };
    const remove = (status: number) => storeIn(auth0Connection, () => ({ status })).delete(stored, signal);
    await remove(204);
    await remove(202);
    await failsWith("unreachable", remove(200), "is not what Auth0 answers");
  });

  test("a sign-in that is answered by a page is no sign-in", async () => {
    const cloud = openOn(answering(() => ({ text: "<html>Sign in to the hotel's network</html>" })));
    await failsWith("unreachable", cloud.readTenant(signal), "is not what Auth0 answers");
  });
});

suite("an application enabled for a connection", () => {
  const draft = { connectionId: "con_1", clientId: "client-2" };
  const ref = { kind: enabledApplication.id, owner };
  const refusal = { statusCode: 403, error: "Forbidden", message: "No", errorCode: "insufficient_scope" };

  /** A tenant whose list says each of these in turn. */
  const listing = (asked: string[], ...lists: Answered[]) =>
    storeIn(enabledApplication, ({ method }) => {
      asked.push(method);
      return method === "GET" ? (lists.shift() ?? { status: 500 }) : { status: 204 };
    });
  const clients = (...ids: string[]) => ({ json: { clients: ids.map((client_id) => ({ client_id })) } });

  test("is read back after it was switched on", async () => {
    const asked: string[] = [];
    const made = await listing(asked, clients("another"), clients("another", "client-2")).create(
      ref,
      draft,
      signal,
    );
    assert.deepEqual(made, { ref: { ...ref, id: "con_1/client-2" }, value: draft });
    assert.deepEqual(asked, ["GET", "PATCH", "GET"]);
  });

  test("was enabled by somebody else: nothing is written", async () => {
    const asked: string[] = [];
    await failsWith("already-exists", listing(asked, clients("client-2")).create(ref, draft, signal));
    assert.deepEqual(asked, ["GET"]);
  });

  test("is not known to be when it cannot be read back, or is not listed", async () => {
    for (const second of [
      { status: 403, json: refusal },
      { status: 404, json: { ...refusal, statusCode: 404 } },
      clients(),
    ]) {
      const failure = await listing([], clients(), second)
        .create(ref, draft, signal)
        .catch((error: unknown) => error);
      assert.ok(failure instanceof Failure);
      assert.ok(!certainCodes.has(failure.code), failure.text);
    }
  });
});
