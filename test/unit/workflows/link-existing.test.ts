import assert from "node:assert/strict";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import {
  choicesForExisting,
  existingLinks,
  planSecureApi,
  readSecureApi,
  suggestSecureApi,
} from "../../../src/workflows/secure-api.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { add, type InMemoryClouds, instance, signal, twoClouds } from "./clouds.ts";
import { apply, secure } from "./securing.ts";

/** The API has no link left; what the link was made of is still there. */
async function unlinked(): Promise<InMemoryClouds> {
  const clouds = twoClouds();
  await secure(clouds);
  const versioned = await clouds.azure.readApi(basicCalculator, signal);
  const none = { form: "list", oauth2: [], openIdProviderIds: [] } as const;
  await clouds.azure.setUserAuthorization(basicCalculator, none, versioned?.etag ?? "", signal);
  return clouds;
}

const addOrders = (clouds: InMemoryClouds) =>
  add(clouds, auth0Api, {
    name: "Orders",
    identifier: "https://orders.example",
    signingAlgorithm: "RS256",
    scopes: [{ value: "read:orders", description: "Read" }],
  });

suite("link to what is there", () => {
  test("each Auth0 API: with the servers that stand for it, or by tokens alone", async () => {
    const clouds = await unlinked();
    await addOrders(clouds);
    const links = existingLinks(await readSecureApi(clouds, basicCalculator, signal));
    assert.deepEqual(
      links.map((link) => [link.auth0Api.identifier, link.signIn?.server.authorizationServerId]),
      [
        ["basic-calculator", "auth0-basic-calculator"],
        ["basic-calculator", undefined],
        ["https://orders.example", undefined],
      ],
    );
  });

  test("creates nothing, and changes the API and the portal only", async () => {
    const clouds = await unlinked();
    const snapshot = await readSecureApi(clouds, basicCalculator, signal);
    const [link] = existingLinks(snapshot);
    assert.ok(link);
    const plan = planSecureApi(snapshot, choicesForExisting(link));
    assert.deepEqual(
      plan.changes.map(({ verb, ref }) => [verb, ref.kind]),
      [
        ["update", "azure-user-authorization"],
        ["create", "azure-publication"],
      ],
    );
    const { outcome } = await apply(plan, clouds);
    assert.equal(outcome.status, "done");
    const api = instance(clouds).apis.get("basic-calculator")?.api;
    assert.deepEqual(
      api?.userAuthorization.oauth2.map(({ authorizationServerId }) => authorizationServerId),
      ["auth0-basic-calculator"],
    );
  });

  test("by tokens alone only the policy changes", async () => {
    const clouds = twoClouds();
    await addOrders(clouds);
    const snapshot = await readSecureApi(clouds, basicCalculator, signal);
    const [link] = existingLinks(snapshot);
    assert.ok(link && !link.signIn);
    const plan = planSecureApi(snapshot, choicesForExisting(link));
    assert.deepEqual(
      plan.changes.map(({ ref }) => ref.kind),
      ["azure-policy"],
    );
    assert.match(JSON.stringify(plan.changes), /https:\/\/orders\.example/);
  });

  test("takes the server that was chosen where two stand for the same", async () => {
    const clouds = await unlinked();
    const [server] = instance(clouds).authorizationServers.values();
    assert.ok(server);
    clouds.azure.stores.servers.put(instancePath(contosoApim), "second", {
      ...server,
      authorizationServerId: "second",
      displayName: "Second",
    });
    const snapshot = await readSecureApi(clouds, basicCalculator, signal);
    const link = existingLinks(snapshot).find(
      ({ signIn }) => signIn?.server.authorizationServerId === "second",
    );
    assert.ok(link);
    const { changes } = planSecureApi(snapshot, choicesForExisting(link));
    assert.ok(changes.some(({ title }) => title.endsWith("sign in with “Second”")));
  });
});

suite("secure with an Auth0 API that was named", () => {
  test("suggests that one, though another bears the API's name", async () => {
    const clouds = await unlinked();
    const { id } = await addOrders(clouds);
    const snapshot = await readSecureApi(clouds, basicCalculator, signal, id);
    const { auth0Api: suggested, authorizationServer } = suggestSecureApi(snapshot);
    assert.equal(suggested.kind === "existing" && suggested.api.identifier, "https://orders.example");
    assert.equal(
      authorizationServer.kind,
      "create",
      "that of another audience would give tokens that are refused",
    );
    assert.deepEqual(
      existingLinks(snapshot).map((link) => link.auth0Api.identifier),
      ["https://orders.example"],
    );
  });

  test("says that it is gone", async () => {
    await assert.rejects(readSecureApi(twoClouds(), basicCalculator, signal, "rs_gone"), {
      code: "not-found",
      message: /no API “rs_gone”/,
    });
  });
});
