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

const addresses = (...all: readonly string[]) =>
  `<ip-filter action="allow">${all.map((one) => `<address>${one}</address>`).join("")}</ip-filter>`;
const certificates = (...all: readonly string[]) =>
  `<validate-client-certificate><identities>${all.map((one) => `<identity thumbprint="${one}"/>`).join("")}</identities></validate-client-certificate>`;
const checkHeader = (name: string, ...more: readonly string[]) =>
  `<check-header name="${name}">${["{{pass}}", ...more].map((one) => `<value>${one}</value>`).join("")}</check-header>`;
const pass = { values: { pass: null, more: null } };

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
  ["more addresses", { api: addresses("10.1.2.3/32") }, { api: addresses("10.0.0.0/8") }, "widened"],
  ["fewer addresses", { api: addresses("10.0.0.0/8") }, { api: addresses("10.1.2.3") }, "narrowed"],
  ["other addresses", { api: addresses("10.1.2.3") }, { api: addresses("10.1.2.4") }, "widened"],
  [
    "the same addresses, written otherwise",
    { api: addresses("10.0.0.0/9", "10.128.0.0/9") },
    { api: addresses("10.0.0.0/8") },
    null,
  ],
  ["another certificate", { api: certificates("AB") }, { api: certificates("CD") }, "widened"],
  ["a certificate more", { api: certificates("AB") }, { api: certificates("AB", "CD") }, "widened"],
  ["a certificate less", { api: certificates("AB", "CD") }, { api: certificates("CD") }, "narrowed"],
  ["any certificate", { api: certificates("AB") }, { api: "<validate-client-certificate/>" }, "widened"],
  ["the same certificate", { api: certificates("AB") }, { api: certificates("AB") }, null],
  ["another header", { api: checkHeader("A"), ...pass }, { api: checkHeader("B"), ...pass }, "widened"],
  [
    "a value more",
    { api: checkHeader("A"), ...pass },
    { api: checkHeader("A", "{{more}}"), ...pass },
    "widened",
  ],
  ["the same header", { api: checkHeader("A"), ...pass }, { api: checkHeader("a"), ...pass }, null],
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

  test("where what a check asks for is not known, neither is what has changed, and that is told", () => {
    const computed = { api: checkHeader("A", "@(context.Api.Path)"), ...pass };
    const earlier = reportOf({ api: addresses("10.1.2.3") });
    const withoutAsks = JSON.parse(
      JSON.stringify(earlier, (name, value) => (name === "asks" ? undefined : value)),
    );
    for (const difference of [
      differenceOf(reportOf(computed), reportOf(computed)),
      differenceOf(reportOf({ api: addresses("10.0.0.0/8") }), withoutAsks),
    ]) {
      assert.equal(difference.entries[0]?.change, null);
      assert.match(difference.notes.join("\n"), /Whether more get in at orders\/list-orders .* is not known/);
    }
  });

  test("one that is gone is told in the notes", () => {
    const { notes } = differenceOf({ entries: [], notes: [] }, reportOf({ product: "" }));
    assert.deepEqual(notes, [
      "orders/list-orders was open and is there no more.",
      "orders/list-orders by way of starter was key and is there no more.",
    ]);
  });
});
