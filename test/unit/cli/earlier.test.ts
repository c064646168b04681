import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { readEarlierReport } from "../../../src/cli/access/earlier.ts";
import { Failure } from "../../../src/core/failure.ts";
import { answer, choose, entra, jwt, reportOf } from "../access/instance.ts";

const from = { scope: "api", file: "api.xml", line: 2 };
const claims = [{ name: "scope", values: ["a"], match: "all" }];
const whole = { kind: "jwt", rejects: true, issuers: ["a"], discovery: [], audiences: ["b"], claims, from };

function fileWith(check: unknown, when: unknown = []): string {
  const paths = [{ when, checks: [check] }];
  const entry = { api: "a", operation: null, product: null, verdict: "restricted", paths };
  return JSON.stringify({ entries: [entry], notes: [] });
}

suite("an earlier answer of auth0-apim access", () => {
  test("is read as it was written", () => {
    const address = '<ip-filter action="allow"><address>10.0.0.1</address></ip-filter>';
    for (const api of [
      jwt(),
      entra(),
      address,
      answer(403),
      choose({ "@(context.Request.Body != null)": jwt() }),
    ]) {
      const report = reportOf({ api, key: true, product: "<base/>" });
      assert.deepEqual(
        readEarlierReport(JSON.stringify(report), "a.json").entries.length,
        report.entries.length,
      );
    }
    assert.equal(readEarlierReport(fileWith(whole), "a.json").entries.length, 1);
  });

  for (const [what, file] of [
    ["a check that is none", fileWith(null)],
    ["a list for a check", fileWith([])],
    ["a kind that is none", fileWith({ ...whole, kind: "password" })],
    ["a kind that every object has", fileWith({ ...whole, kind: "toString" })],
    ["no word of whether it rejects", fileWith({ ...whole, rejects: undefined })],
    ["a text for whether it rejects", fileWith({ ...whole, rejects: "true" })],
    ["a text for a list", fileWith({ ...whole, issuers: "a" })],
    ["numbers for audiences", fileWith({ ...whole, audiences: [1] })],
    ["nothing for a list of discovery documents", fileWith({ ...whole, discovery: null })],
    ["claims that are none", fileWith({ ...whole, claims: [1] })],
    ["a claim without values", fileWith({ ...whole, claims: [{ name: "a", match: "all" }] })],
    ["demands that are none", fileWith({ ...whole, asks: ["a"] })],
    ["a place that is none", fileWith({ ...whole, from: "api.xml" })],
    ["a line that is none", fileWith({ ...whole, from: { ...from, line: "2" } })],
    ["conditions that are none", fileWith(whole, [1])],
  ] as const) {
    test(`with ${what} is refused`, () =>
      assert.throws(
        () => readEarlierReport(file, "a.json"),
        (error) => error instanceof Failure && error.code === "invalid-input",
      ));
  }
});
