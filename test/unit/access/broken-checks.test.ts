import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { readEntraCheck, readJwtCheck } from "../../../src/access/token-check.ts";
import { PolicyText } from "../../../src/policy/index.ts";
import { entra, entryOf, jwt } from "./instance.ts";

function effectOf(name: string, content: string, read: typeof readJwtCheck): string {
  const text = `<policies><inbound>${content}</inbound></policies>`;
  const origin = new PolicyText({ level: "api", file: "api.xml", text }, () => undefined);
  const [element] = origin.document.elements(name);
  assert.ok(element);
  return read({ element, origin }).effect;
}

suite("who gets in: checks with a broken start tag", () => {
  for (const [name, whole, read] of [
    ["validate-jwt", jwt(), readJwtCheck],
    ["validate-azure-ad-token", entra(), readEntraCheck],
  ] as const) {
    test(`what ${name} does is not known`, () => {
      assert.equal(effectOf(name, whole, read), "rejects");
      assert.equal(effectOf(name, whole.replace(`<${name} `, `<${name} a= `), read), "unknown");
    });
  }

  for (const check of [
    entra(),
    jwt(),
    "<validate-client-certificate />",
    '<ip-filter action="allow"><address>10.0.0.1</address></ip-filter>',
  ]) {
    test(`nothing is told restricted by ${check.slice(0, 30)}`, () => {
      assert.equal(entryOf({ api: check }).verdict, "restricted");
      assert.equal(entryOf({ api: check.replace(/(<[\w-]+)/, "$1 a= ") }).verdict, "unknown");
    });
  }
});
