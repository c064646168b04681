import assert from "node:assert/strict";
import { emailProblem } from "../../../src/domain/auth0-answers.ts";
import "../../support/vscode/install.ts";

const { clientIdProblem, identifierProblem, scopesProblem } = await import(
  "../../../src/shell/commands/name-problems.ts"
);

const existing = [{ identifier: "taken", name: "Taken API" }];

/** Texts that each question takes, and texts it refuses with a word of the reason. */
const questions: readonly {
  readonly what: string;
  readonly problem: (text: string) => string | undefined;
  readonly taken: readonly string[];
  readonly refused: readonly (readonly [text: string, reason: RegExp])[];
}[] = [
  {
    what: "an identifier",
    problem: (text) => identifierProblem(text, existing),
    taken: ["calc", "https://api.example.com/v1?a=b", "urn:x:y", "a<b>", "é", "x".repeat(600)],
    refused: [
      ["", /needed/],
      ["a b", /no spaces/],
      ["a\u200bb", /cannot be seen/],
      ["a\u202eb", /cannot be seen/],
      ["x".repeat(601), /601 characters.*600 at most/],
      ["taken", /“Taken API” has this identifier/],
    ],
  },
  {
    what: "scopes",
    problem: scopesProblem,
    taken: ["", "read:items", "read:items  write:items", "x".repeat(280), "a<b>"],
    refused: [
      ['read:"items"', /cannot be a scope/],
      ["read:items lesen:größe", /“lesen:größe” cannot be a scope/],
      ["a\\b", /cannot be a scope/],
      [`ok ${"x".repeat(281)}`, /281 characters.*280 at most/],
    ],
  },
  {
    what: "an e-mail address",
    problem: emailProblem,
    taken: ["kim@contoso.com", "k.i+m@a.b.c"],
    refused: [
      ["", /not an e-mail address/],
      ["kim", /not an e-mail address/],
      ["Kim <kim@contoso.com>", /not an e-mail address/],
      ["<kim@contoso.com>", /not an e-mail address/],
      ["k\u200bim@contoso.com", /not an e-mail address/],
    ],
  },
  {
    what: "a client id",
    problem: clientIdProblem,
    taken: ["aB3_-.~x", "00000000-0000-0000-0000-000000000000"],
    refused: [
      ["", /needed/],
      ["My Application", /letters, digits/],
      ["<client>", /letters, digits/],
      ["a/b", /letters, digits/],
    ],
  },
];

suite("what is typed is checked where it is asked", () => {
  for (const { what, problem, taken, refused } of questions) {
    for (const text of taken) {
      test(`as ${what}, “${text.slice(0, 30)}” is taken`, () => assert.equal(problem(text), undefined));
    }
    for (const [text, reason] of refused) {
      test(`as ${what}, “${text.slice(0, 30)}” is refused: ${reason.source}`, () =>
        assert.match(problem(text) ?? "", reason));
    }
  }
});
