import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { readJwtRequirements } from "../../../../src/token/index.ts";
import { readCorpus } from "../../../support/corpus.ts";
import { withInstance } from "./instance.ts";

suite("sandbox gateway: policies of real people", () => {
  const instance = withInstance();
  setup(() => instance.seed());

  test("run, or are passed over and named, and never break the gateway", async function () {
    const corpus = readCorpus();
    if (!corpus) return this.skip();
    this.timeout(60_000);
    let skipping = 0;
    for (const { name, text: original } of corpus) {
      // nothing may leave this machine
      const text = original.replace(/base-url="[^"]*"/g, `base-url="${instance.backendUrl}"`);
      instance.policy(
        text.startsWith("<policies>") ? text : `<policies>${text.replace(/<\/?policies>/g, "")}</policies>`,
      );
      const response = await instance.add();
      await response.arrayBuffer();
      assert.equal(response.headers.get("sandbox-error"), null, name);
      if (response.headers.has("sandbox-skipped-policies")) skipping += 1;
    }
    assert.ok(skipping > 0);
  });

  test("every validate-jwt among them can be read as requirements", function () {
    const corpus = readCorpus();
    if (!corpus) return this.skip();
    const documents = corpus.map(({ text }) => parsePolicy(text));
    const all = documents.flatMap((document) =>
      document.elements("validate-jwt").map((element) => readJwtRequirements(element, document.text)),
    );
    assert.ok(all.length > 0);
    for (const { source } of all) assert.ok(!source.known || source.value.kind.length > 0);
    assert.ok(all.some(({ openIdConfigs }) => openIdConfigs.some((url) => url.known)));
  });
});
