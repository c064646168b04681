import assert from "node:assert/strict";
import type { UserAuthorization } from "../../../src/domain/apim.ts";
import {
  isSameAuthorization,
  offersServer,
  withoutServer,
  withServer,
} from "../../../src/workflows/user-authorization.ts";

suite("user authorization", () => {
  const ours = { authorizationServerId: "ours", scope: undefined };
  const theirs = { authorizationServerId: "theirs", scope: "openid" };
  const none: UserAuthorization = { form: "none", oauth2: [], openIdProviderIds: [] };

  test("gets a server in the list form, and keeps what was there in whichever form", () => {
    assert.deepEqual(withServer(none, ours), { form: "list", oauth2: [ours], openIdProviderIds: [] });
    const single: UserAuthorization = { form: "single", oauth2: [theirs], openIdProviderIds: ["entra"] };
    assert.deepEqual(withServer(single, ours), {
      form: "list",
      oauth2: [theirs, ours],
      openIdProviderIds: ["entra"],
    });
  });

  test("keeps the scope and the place of a server that it names already", () => {
    const single: UserAuthorization = { form: "single", oauth2: [theirs], openIdProviderIds: [] };
    const again = { authorizationServerId: "theirs", scope: undefined };
    assert.deepEqual(withServer(single, again).oauth2, [theirs]);
  });

  test("loses just one server, and its form when nothing is left", () => {
    const both: UserAuthorization = { form: "list", oauth2: [theirs, ours], openIdProviderIds: [] };
    assert.deepEqual(withoutServer(both, "ours"), { ...both, oauth2: [theirs] });
    assert.deepEqual(withoutServer(withServer(none, ours), "ours"), none);
    const provider: UserAuthorization = { form: "list", oauth2: [ours], openIdProviderIds: ["entra"] };
    assert.equal(withoutServer(provider, "ours").form, "list");
  });

  test("is offered in the portal in the list form only", () => {
    assert.equal(offersServer(withServer(none, ours), "Ours"), true);
    assert.equal(offersServer({ ...none, form: "single", oauth2: [ours] }, "ours"), false);
    assert.equal(offersServer(withServer(none, theirs), "ours"), false);
  });

  test("is the same whether a scope is missing or empty", () => {
    const empty = { authorizationServerId: "ours", scope: "" };
    assert.equal(isSameAuthorization(withServer(none, ours), withServer(none, empty)), true);
    assert.equal(isSameAuthorization(withServer(none, ours), withServer(none, theirs)), false);
    assert.equal(isSameAuthorization(none, { ...none, form: "list" }), false);
  });
});
