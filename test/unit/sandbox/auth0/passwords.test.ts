import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { JsonObject } from "../../../../src/sandbox/auth0/json.ts";
import { hashPassword, isStrongEnough, verifyPassword } from "../../../../src/sandbox/auth0/passwords.ts";
import type { Connection } from "../../../../src/sandbox/auth0/state.ts";

const connection = (options: JsonObject): Connection => ({
  id: "con_1",
  name: "people",
  strategy: "auth0",
  clients: [],
  properties: { options },
});

suite("passwords", () => {
  test("are stored salted and hashed, and recognised", async () => {
    const [one, other] = await Promise.all([hashPassword("secret"), hashPassword("secret")]);
    assert.notEqual(one, other);
    assert.ok(!one.includes("secret"));
    assert.equal(await verifyPassword("secret", one), true);
    assert.equal(await verifyPassword("Secret", one), false);
    assert.equal(await verifyPassword("secret", undefined), false);
  });

  const cases: readonly [policy: string | undefined, strong: string, weak: string][] = [
    [undefined, "abcDEF12", "abcdef12"],
    ["none", "a", ""],
    ["low", "abcdef", "abcde"],
    ["fair", "abcDEF12", "abcDEF!!"],
    ["good", "abcDEF!!", "abcDEF"],
    ["excellent", "abcDEF12!?", "abcDEFFF12"],
  ];
  for (const [policy, strong, weak] of cases) {
    test(`policy ${policy ?? "unset"} takes ${strong} and refuses ${weak || "nothing"}`, () => {
      const people = connection(policy === undefined ? {} : { passwordPolicy: policy });
      assert.equal(isStrongEnough(strong, people), true);
      assert.equal(isStrongEnough(weak, people), false);
    });
  }

  test("a connection may ask for more characters", () => {
    const people = connection({ passwordPolicy: "low", password_complexity_options: { min_length: 12 } });
    assert.equal(isStrongEnough("abcdefghijk", people), false);
    assert.equal(isStrongEnough("abcdefghijkl", people), true);
  });
});
