import assert from "node:assert/strict";
import { creation, deletion, update } from "../../../src/resources/changes.ts";
import type { Change, FieldChange } from "../../../src/resources/kind.ts";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { asTakenBack, judgeOwnAccess, type OwnAccess } from "../../../src/workflows/own-access.ts";

const domain = "contoso.eu.auth0.com";
const own: OwnAccess = { domain, clientId: "mine", grantIds: ["cgr_mine"] };

const change = (
  kind: string,
  id: string,
  fields: readonly FieldChange[],
  verb: Change["verb"] = "update",
): Change => ({
  id: "one",
  verb,
  ref: { kind, owner: domain, id },
  title: "Change",
  fields,
  needs: [],
});
const ofApplication = (fields: readonly FieldChange[], id = "mine") =>
  change(auth0Application.id, id, fields);
const kindOf = (one: Change, access = own) => judgeOwnAccess(one, access).kind;

suite("a change of the application that the extension is signed in with", () => {
  const ends: readonly [string, FieldChange][] = [
    ["a new secret that the service makes", { path: "clientSecret", after: { newSecret: true } }],
    ["another secret", { path: "clientSecret", after: "another" }],
    ["no client credentials any more", { path: "grantTypes", added: [], removed: ["client_credentials"] }],
    ["other grant types as a whole", { path: "grantTypes", after: ["authorization_code"] }],
    ["no grant types", { path: "grantTypes" }],
    [
      "another way to authenticate",
      { path: "tokenEndpointAuthMethod", before: "client_secret_post", after: "none" },
    ],
    ["keys or certificates", { path: "clientAuthenticationMethods", after: {} }],
    ["a compliance level that asks for more", { path: "complianceLevel", after: "fapi1_adv_pkj_par" }],
    ["tokens bound to a key", { path: "requiresProofOfPossession", after: true }],
    ["a type without a secret", { path: "type", before: "non_interactive", after: "spa" }],
  ];
  for (const [name, field] of ends) {
    test(`is refused: ${name}`, () => assert.equal(kindOf(ofApplication([field])), "cut"));
    test(`is nobody's business for another application: ${name}`, () =>
      assert.equal(kindOf(ofApplication([field], "other")), "none"));
  }

  test("is refused when it is its deletion", () => {
    const value = { clientId: "mine", name: "M2M", callbacks: [], grantTypes: [] } as never;
    const gone = deletion(
      auth0Application,
      { ref: { kind: auth0Application.id, owner: domain, id: "mine" }, value },
      { id: "d" },
    );
    assert.match(JSON.stringify(judgeOwnAccess(gone, own)), /would delete the application \(mine\)/);
  });

  test("is made where no request for a token looks at the field", () => {
    const harmless: readonly FieldChange[] = [
      { path: "name", before: "M2M", after: "APIM extension" },
      { path: "callbacks", added: ["https://a.example"], removed: [] },
      { path: "grantTypes", added: ["authorization_code"], removed: ["password"] },
      { path: "requiresProofOfPossession", before: true, after: false },
    ];
    assert.equal(kindOf(ofApplication(harmless)), "none");
  });

  test("is told of where nobody can know", () => {
    for (const path of [
      "tokenQuota",
      "organizationUsage",
      "organizationRequireBehavior",
      "aFieldOfTomorrow",
    ]) {
      const verdict = judgeOwnAccess(ofApplication([{ path, after: 1 }]), own);
      assert.ok(verdict.kind === "doubt", path);
      assert.match(verdict.text, /may get no tokens any more/);
    }
  });

  test("names what it would change as people read it", () => {
    const verdict = judgeOwnAccess(ofApplication([{ path: "tokenEndpointAuthMethod", after: "none" }]), own);
    assert.ok(verdict.kind === "cut");
    assert.match(verdict.text, /Authentication method/);
  });

  test("no field is missing from the judgement: what is not known to be harmless is doubtful at least", () => {
    const harmless = Object.keys(auth0Application.fields).filter(
      (path) => kindOf(ofApplication([{ path, after: "x" }])) === "none",
    );
    for (const vital of ["clientSecret", "tokenQuota", "type", "organizationUsage", "grantTypes"])
      assert.ok(!harmless.includes(vital), vital);
  });
});

suite("a change of a client grant", () => {
  const grant = (id: string, verb: Change["verb"] = "update") => change(clientGrant.id, id, [], verb);

  test("of the extension's own on the Management API is refused", () => {
    assert.equal(kindOf(grant("cgr_mine")), "cut");
    assert.equal(kindOf(grant("cgr_mine", "delete")), "cut");
  });

  test("of another is made, and so is a new one", () => {
    assert.equal(kindOf(grant("cgr_other", "delete")), "none");
    const made = creation(clientGrant, domain, { clientId: "mine", audience: "a", scopes: [] }, { id: "c" });
    assert.equal(kindOf(made), "none");
  });

  test("is refused where the own ones could not be read", () => {
    assert.equal(kindOf(grant("cgr_any", "delete"), { ...own, grantIds: undefined }), "cut");
  });
});

suite("what is taken back", () => {
  test("is judged by what it comes to", () => {
    const made = creation(auth0Application, domain, { name: "M2M" } as never, { id: "c" });
    assert.equal(kindOf(asTakenBack({ ...made, ref: { ...made.ref, id: "mine" } })), "cut");
    const added = ofApplication([{ path: "grantTypes", added: ["client_credentials"], removed: [] }]);
    assert.equal(kindOf(added), "none");
    assert.equal(kindOf(asTakenBack(added)), "cut");
  });

  test("elsewhere is nobody's business", () => {
    const api = { ref: { kind: auth0Api.id, owner: domain, id: "mine" }, value: { name: "A" } as never };
    const renamed = update(auth0Api, api, { name: "B" }, { id: "u" });
    assert.ok(renamed);
    assert.equal(kindOf(asTakenBack(renamed)), "none");
    assert.equal(
      kindOf({
        ...ofApplication([], "mine"),
        verb: "delete",
        ref: { kind: auth0Application.id, owner: "other.auth0.com", id: "mine" },
      }),
      "none",
    );
  });
});
