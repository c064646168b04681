import assert from "node:assert/strict";
import type { TextDocument } from "vscode";
import type { PolicyLevel } from "../../../src/domain/apim.ts";
import "../../support/vscode/install.ts";
import { contosoApim as instance } from "../../support/in-memory/index.ts";
import { Uri } from "../../support/vscode/index.ts";

const { contextOf } = await import("../../../src/shell/language/policy-context.ts");
const { policyUri } = await import("../../../src/shell/policy-uri.ts");

const nothing = { current: () => undefined };
/** All that is looked at of a document. */
const documentAt = (uri: unknown) => ({ uri }) as TextDocument;

suite("what is known of a policy besides its text", () => {
  test("a policy of an instance has its scope", () => {
    const level: PolicyLevel = { kind: "api", instance, apiId: "calc" };
    assert.deepEqual(contextOf(documentAt(policyUri(level)), nothing), { scope: "api", kind: "policies" });
  });

  test("a fragment may be included anywhere, so it has none", () => {
    const level: PolicyLevel = { kind: "fragment", instance, fragmentId: "who-calls" };
    assert.deepEqual(contextOf(documentAt(policyUri(level)), nothing), { kind: "fragment" });
  });

  test("a file may be either, at any scope", () => {
    assert.deepEqual(contextOf(documentAt(Uri.parse("file:///policies/global.xml")), nothing), {});
  });
});
