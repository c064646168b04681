import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { emptyAuth0State } from "../../../../src/sandbox/auth0/new-tenant.ts";
import { managementCredentials, placeTenant } from "../../../../src/sandbox/auth0/state.ts";

suite("the state of a new tenant", () => {
  test("holds the Management API and one application with a grant of its every scope", () => {
    const state = emptyAuth0State();
    const [api] = state.resourceServers;
    const [client] = state.clients;
    const [grant] = state.clientGrants;
    assert.deepEqual(
      [state.resourceServers.length, state.clients.length, state.clientGrants.length],
      [1, 1, 1],
    );
    assert.equal(api?.is_system, true);
    assert.deepEqual(
      grant?.scope,
      api?.scopes?.map(({ value }) => value),
    );
    assert.equal(grant?.client_id, client?.client_id);
    assert.deepEqual([state.connections, state.users, state.customDomains], [[], [], []]);
    assert.deepEqual(managementCredentials(state), {
      clientId: client?.client_id,
      clientSecret: client?.client_secret,
    });
  });

  test("has credentials of its own each time", () => {
    const [one, other] = [emptyAuth0State(), emptyAuth0State()].map(managementCredentials);
    assert.notEqual(one?.clientId, other?.clientId);
    assert.notEqual(one?.clientSecret, other?.clientSecret);
  });

  test("is plain JSON", () => {
    const state = emptyAuth0State();
    assert.deepEqual(JSON.parse(JSON.stringify(state)), state);
  });

  test("takes its Management API, and the grants on it, along to another origin", () => {
    const state = emptyAuth0State();
    for (const origin of ["https://127.0.0.1:1001", "https://127.0.0.1:1002"]) {
      placeTenant(state, origin);
      assert.equal(state.resourceServers[0]?.identifier, `${origin}/api/v2/`);
      assert.equal(state.clientGrants[0]?.audience, `${origin}/api/v2/`);
    }
  });
});
