import assert from "node:assert/strict";
import fc from "fast-check";
import { suite, test } from "mocha";
import { accessOf, type Verdict, verdicts } from "../../../src/access/index.ts";
import { renderAccessPage } from "../../../src/access/page/index.ts";
import { Failure } from "../../../src/core/failure.ts";
import { readPolicyFolder } from "../../../src/folders/index.ts";
import { anyDamagedPolicy, fuzzRuns } from "../../support/policy-texts.ts";
import { jwt } from "../access/instance.ts";
import { folderOf, inbound, resource, specification } from "./in-memory-files.ts";

const anyPath = fc.constantFrom(
  "policy.xml",
  "apis/a/policy.xml",
  "apis/a/apiInformation.json",
  "apis/a/specification.yaml",
  "apis/a/operations/b/policy.xml",
  "apis/a;rev=2/policy.xml",
  "products/p/policy.xml",
  "products/p/productInformation.json",
  "products/p/apis.json",
  "products/p/apis/a/productApiInformation.json",
  "policyFragments/f/policy.xml",
  "policy fragments/f/policyFragmentInformation.json",
  "namedValues/n/namedValueInformation.json",
  "workspaces/w/policy.xml",
  "workspaces/w/apis/a/policy.xml",
  "workspaces/workspaces/apis/a/policy.xml",
  "apis/apis/apis/policy.xml",
);

const anyContent = fc.oneof(
  anyDamagedPolicy,
  fc.json(),
  fc.constant(null),
  fc.constant(specification("a", "b")),
  fc.constant(inbound(`<base/>${jwt()}`)),
  fc.constant(inbound('<base/><include-fragment fragment-id="f"/>')),
  fc.constant(JSON.stringify(resource({ displayName: "n", value: "x", subscriptionRequired: true }))),
  fc.string(),
);

suite("policy folders of any kind", function () {
  this.timeout(120_000);

  test("are read without an error, and each way gets a verdict with a reason where it is unknown", async () => {
    const property = fc.asyncProperty(fc.dictionary(anyPath, anyContent), async (files) => {
      const instances = await readPolicyFolder(folderOf(files)).catch((error: unknown) => {
        if (error instanceof Failure) return [];
        throw error;
      });
      for (const instance of instances) {
        const report = accessOf(instance);
        for (const { verdict, paths } of report.entries) {
          assert.ok(verdicts.includes(verdict));
          assert.equal(
            paths.length === 0 && (["open", "key", "restricted"] as Verdict[]).includes(verdict),
            false,
          );
          if (verdict === "unknown") assert.notEqual(report.notes.length, 0);
        }
        renderAccessPage({ title: "a", ...report, instances: [instance] }, "n");
      }
    });
    await fc.assert(property, { numRuns: fuzzRuns(600), seed: 71 });
  });
});
