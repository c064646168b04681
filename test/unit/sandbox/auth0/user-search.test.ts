import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Problem } from "../../../../src/sandbox/auth0/management/problem.ts";
import { createUserFilter } from "../../../../src/sandbox/auth0/management/user-search.ts";

const ada = {
  email: "ada@example.com",
  name: "Ada Lovelace",
  nickname: "ada",
  email_verified: true,
  identities: [{ connection: "people" }],
  app_metadata: { plan: "free" },
};

suite("search for users", () => {
  const cases: readonly [query: string | null, found: boolean][] = [
    [null, true],
    ["  ", true],
    ['email:"ada@example.com"', true],
    ["email:ADA@example.com", true],
    ["email:ada", false],
    ["email:ada*", true],
    ['name:"Ada L*"', true],
    ["ada", true],
    ["grace", false],
    ["email_verified:true", true],
    ["identities.connection:people", true],
    ["app_metadata.plan:paid", false],
    ["email:ada* AND app_metadata.plan:paid", false],
    ["email:ada* OR app_metadata.plan:paid", true],
    ["missing:x", false],
  ];
  for (const [query, found] of cases) {
    test(`${JSON.stringify(query)} ${found ? "finds" : "does not find"} Ada`, () => {
      assert.equal(createUserFilter(query)(ada), found);
    });
  }

  for (const query of ["email:(a OR b)", "logins_count:[1 TO 5]", "NOT email:a"]) {
    test(`${query} is refused, not guessed`, () => {
      assert.throws(() => createUserFilter(query), Problem);
    });
  }
});
