import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { type Change, differenceOf } from "../../../src/access/index.ts";
import { answer, choose, jwt, reportOf, type Scenario } from "./instance.ts";

const header = '@(context.Request.Headers.ContainsKey("X"))';
const bothIssuers = jwt().replace("</issuers>", "<issuer>https://partner.eu.auth0.com/</issuer></issuers>");
const withClaim = (name: string) =>
  jwt().replace(
    "</validate-jwt>",
    `<required-claims><claim name="${name}"><value>a</value></claim></required-claims></validate-jwt>`,
  );

const rows: readonly (readonly [what: string, before: Scenario, now: Scenario, change: Change | null])[] = [
  ["nothing", { api: jwt() }, { api: jwt() }, null],
  ["a check taken out", { api: jwt() }, { api: "" }, "opened"],
  ["a check put in", { api: "" }, { api: jwt() }, "narrowed"],
  ["a key in the place of a token", { api: jwt() }, { key: true }, "widened"],
  ["a token in the place of a key", { key: true }, { api: jwt() }, "narrowed"],
  ["everybody refused", { api: jwt() }, { api: answer(403) }, "shut"],
  ["nobody refused any more", { api: answer(403) }, { api: "" }, "opened"],
  ["a token for those who were all refused", { api: answer(403) }, { api: jwt() }, "widened"],
  [
    "another audience",
    { api: jwt() },
    { api: jwt("acme", 'header-name="Authorization"', "other") },
    "widened",
  ],
  ["an issuer more", { api: jwt() }, { api: bothIssuers }, "widened"],
  ["an issuer less", { api: bothIssuers }, { api: jwt() }, "narrowed"],
  ["a claim more", { api: jwt() }, { api: withClaim("scope") }, "narrowed"],
  ["a claim less", { api: withClaim("scope") }, { api: jwt() }, "widened"],
  ["another claim", { api: withClaim("scope") }, { api: withClaim("org") }, "widened"],
  [
    "no audience asked for",
    { api: jwt() },
    { api: jwt().replace(/<audiences>.*<\/audiences>/, "") },
    "widened",
  ],
  ["a key beside the token", { api: jwt() }, { api: jwt(), key: true }, "narrowed"],
  ["a way by another check", { api: jwt() }, { api: choose({ [header]: jwt("partner") }, jwt()) }, "widened"],
  ["something unknown", { api: jwt() }, { api: "<check-moon-phase/>" }, null],
  ["something unknown that became open", { api: "<check-moon-phase/>" }, { api: "" }, "opened"],
  ["the same check in another place", { global: jwt() }, { api: jwt() }, null],
];

suite("who gets in: what has changed", () => {
  for (const [what, before, now, change] of rows) {
    test(`${what}: ${change}`, () => {
      const [earlier, report] = [reportOf(before), reportOf(now)];
      const [entry] = differenceOf(report, earlier).entries;
      assert.equal(entry?.change, change);
      assert.equal(entry?.before, earlier.entries[0]?.verdict);
    });
  }

  test("an operation that is new has no verdict before, and was opened when it is open", () => {
    const none = { entries: [], notes: [] };
    const changes = [{ api: "" }, { api: jwt() }].map(
      (scenario) => differenceOf(reportOf(scenario), none).entries[0],
    );
    assert.deepEqual(
      changes.map((entry) => [entry?.before, entry?.change]),
      [
        [null, "opened"],
        [null, null],
      ],
    );
  });

  test("one that is gone is told in the notes", () => {
    const { notes } = differenceOf({ entries: [], notes: [] }, reportOf({ product: "" }));
    assert.deepEqual(notes, [
      "orders/list-orders was open and is there no more.",
      "orders/list-orders by way of starter was key and is there no more.",
    ]);
  });
});
