import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { ruleIds } from "../../../src/policy/index.ts";
import { projectRoot } from "../../support/source/source-files.ts";

suite("the setting auth0Apim.lint.rules", () => {
  test("knows every rule and no other", () => {
    const manifest: unknown = JSON.parse(fs.readFileSync(path.join(projectRoot, "package.json"), "utf8"));
    const { contributes } = manifest as {
      contributes: { configuration: { properties: Record<string, { propertyNames?: { enum: string[] } }> } };
    };
    const setting = contributes.configuration.properties["auth0Apim.lint.rules"];
    assert.deepEqual(
      setting?.propertyNames?.enum,
      [...ruleIds].sort(),
      "Put the ids of src/policy/rules in package.json, contributes.configuration, auth0Apim.lint.rules.",
    );
  });
});
