import assert from "node:assert/strict";
import type { OAuth2Setting, UserAuthorization } from "../../../src/domain/apim.ts";
import { update } from "../../../src/resources/changes.ts";
import { fieldsOf, withChanges } from "../../../src/resources/fields.ts";
import type { FieldChange } from "../../../src/resources/kind.ts";
import { userAuthorization } from "../../../src/resources/kinds/user-authorization.ts";
import { offersServer } from "../../../src/workflows/user-authorization.ts";

suite("user authorization", () => {
  const ours = { authorizationServerId: "ours", scope: undefined };
  const theirs = { authorizationServerId: "theirs", scope: "openid" };
  const none: UserAuthorization = { form: "none", oauth2: [], openIdProviderIds: [] };
  const listed = (...oauth2: readonly OAuth2Setting[]): UserAuthorization => ({
    ...none,
    form: "list",
    oauth2,
  });

  test("gets a server in the list form, and keeps what was there in whichever form", () => {
    assert.deepEqual(withServer(none, ours), plain(listed(ours)));
    const single: UserAuthorization = { form: "single", oauth2: [theirs], openIdProviderIds: ["entra"] };
    assert.deepEqual(
      withServer(single, ours),
      plain({ ...listed(theirs, ours), openIdProviderIds: ["entra"] }),
    );
  });

  test("keeps the scope and the place of a server that it names already, in whatever casing", () => {
    const single: UserAuthorization = { form: "single", oauth2: [theirs], openIdProviderIds: [] };
    for (const authorizationServerId of ["theirs", "Theirs"]) {
      assert.deepEqual(withServer(single, { authorizationServerId, scope: undefined }), plain(single));
    }
  });

  test("loses just one server, and its form when nothing is left", () => {
    assert.deepEqual(withoutServer(listed(theirs, ours), ours), plain(listed(theirs)));
    assert.deepEqual(withoutServer(listed(ours), ours), none);
    const provider: UserAuthorization = { ...listed(ours), openIdProviderIds: ["entra"] };
    assert.equal(withoutServer(provider, ours)["form"], "list");
    const single: UserAuthorization = { form: "single", oauth2: [ours], openIdProviderIds: ["entra"] };
    assert.equal(withoutServer(single, ours)["form"], "single");
  });

  test("is offered in the portal in the list form only", () => {
    assert.equal(offersServer(listed(ours), "Ours"), true);
    assert.equal(offersServer({ ...none, form: "single", oauth2: [ours] }, "ours"), false);
    assert.equal(offersServer(listed(theirs), "ours"), false);
  });

  test("is the same whether a scope is missing or empty", () => {
    assert.equal(changeTo(listed(ours), { ...ours, scope: "" }), undefined);
    assert.notEqual(changeTo(listed(ours), theirs), undefined);
  });
});

function changeTo(value: UserAuthorization, setting: OAuth2Setting) {
  const ref = { kind: userAuthorization.id, owner: "subscription/group/name", id: "calc" };
  return update(userAuthorization, { ref, value }, { oauth2: [setting] }, { id: "one" });
}

function withServer(value: UserAuthorization, setting: OAuth2Setting) {
  return changed(value, changeTo(value, setting)?.fields ?? []);
}

function withoutServer(value: UserAuthorization, { authorizationServerId }: OAuth2Setting) {
  return changed(value, [{ path: "oauth2", added: [], removed: [{ authorizationServerId }] }]);
}

/** As the engine puts it together before it is written. */
function changed(value: UserAuthorization, fields: readonly FieldChange[]) {
  return fields.length === 0 ? plain(value) : withChanges(userAuthorization, plain(value), fields);
}

function plain(value: UserAuthorization) {
  return fieldsOf(userAuthorization, value);
}
