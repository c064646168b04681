import assert from "node:assert/strict";
import { putResource } from "../../../src/sandbox/azure/resources.ts";
import { moveOrigins, parseState, reseedState, seedState } from "../../../src/sandbox/state.ts";

suite("state of the sandbox", () => {
  const at = (first: number) => ({
    auth0: `https://127.0.0.1:${first}`,
    entra: `https://127.0.0.1:${first + 1}`,
    resourceManager: `https://127.0.0.1:${first + 2}`,
    gateway: `https://127.0.0.1:${first + 3}`,
    portal: `https://127.0.0.1:${first + 4}`,
    backend: `https://127.0.0.1:${first + 5}`,
  });

  test("addresses move together, also where one takes another's place", () => {
    const text =
      "https://127.0.0.1:4000/a 127.0.0.1:4001 https%3A%2F%2F127.0.0.1%3A4005 127.0.0.1:40001 127.0.0.1:9";
    assert.equal(
      moveOrigins(text, at(4000), at(4001)),
      "https://127.0.0.1:4001/a 127.0.0.1:4002 https%3A%2F%2F127.0.0.1%3A4006 127.0.0.1:40001 127.0.0.1:9",
    );
  });

  test("a state is JSON and can be read back", () => {
    const state = seedState(at(4000), 0);
    assert.deepEqual(parseState(JSON.stringify(state), "s.json"), state);
  });

  test("what is no state is refused by name", () => {
    assert.throws(() => parseState("[]", "s.json"), { message: /^The state file s\.json cannot be used/ });
    assert.throws(() => parseState("null", "s.json"), { code: "invalid-input" });
  });

  test("a new seed keeps who may come in, and nothing else", () => {
    const state = seedState(at(4000), 0);
    const before = structuredClone(state.azure.resources);
    putResource(state.azure, {
      id: "/subscriptions/x",
      type: "t",
      name: "x",
      version: 1,
      properties: {},
      secrets: {},
    });
    state.auth0.connections.push({ id: "c", name: "c", strategy: "auth0", clients: [], properties: {} });
    const again = reseedState(state, 0);
    assert.deepEqual(Object.keys(again.azure.resources).length, Object.keys(before).length);
    assert.deepEqual(again.auth0.connections, []);
    assert.deepEqual(again.azure.principals, state.azure.principals);
    assert.equal(again.auth0.managementClientId, state.auth0.managementClientId);
    assert.equal(again.auth0.clients[0]?.client_secret, state.auth0.clients[0]?.client_secret);
    assert.deepEqual(
      again.auth0.clientGrants.map(({ client_id }) => client_id),
      [state.auth0.managementClientId],
    );
  });
});
