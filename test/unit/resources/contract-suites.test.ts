import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { suite, test } from "mocha";
import { kinds } from "../../../src/resources/all-kinds.ts";
import type { Field } from "../../../src/resources/kind.ts";
import { kindExamples } from "../../support/kind-examples.ts";
import { projectRoot } from "../../support/source/source-files.ts";

/** Kinds that nobody creates by themselves: which suite on the sandbox holds them to the contract, and why it is another. */
const otherSuites: Readonly<Record<string, { readonly file: string; readonly why: string }>> = {
  "azure-current-revision": { file: "parts-of-apis.test.ts", why: "It is there as long as its API is." },
  "azure-user-authorization": { file: "parts-of-apis.test.ts", why: "It is there as long as its API is." },
  "azure-certificate": { file: "certificates.test.ts", why: "It is read only here." },
  "azure-group-user": { file: "group-users.test.ts", why: "It is read only here." },
  "auth0-default-audience": { file: "credential-manager.test.ts", why: "Each tenant has one." },
  "auth0-custom-domain": { file: "auth0-read-only.test.ts", why: "It is read only here." },
  "auth0-tenant-settings": { file: "auth0-read-only.test.ts", why: "They are read only here." },
};

const examples = await kindExamples();

suite("the contract suites of kinds", () => {
  test("each kind is in the one for all, or in one of its own that says why", () => {
    const inAll = examples.map(({ kind }) => kind.id);
    assert.equal(new Set(inAll).size, inAll.length, "no kind twice");
    assert.deepEqual(
      [...inAll, ...Object.keys(otherSuites)].sort(),
      kinds.map(({ id }) => id).sort(),
      "give a new kind an example in test/contract/kinds",
    );
  });

  for (const [id, { file }] of Object.entries(otherSuites))
    test(`${id} is told by ${file}`, () => {
      const kind = kinds.find((one) => one.id === id);
      assert.equal(kind?.rights.create, undefined, "what can be created belongs into the suite for all");
      const text = fs.readFileSync(path.join(projectRoot, "test/contract", file), "utf8");
      const name = id.replace(/^(?:auth0|azure)-/, "");
      assert.ok(text.includes(`kinds/${name}.ts`), `${file} does not speak of ${name}`);
    });

  for (const { kind, changes, apart = [] } of examples)
    test(`the example of ${kind.id} says something new of each field that may be changed`, () => {
      const open = Object.entries<Field>(kind.fields)
        .filter(([, { fixed }]) => !fixed)
        .map(([name]) => name);
      const said: readonly string[] = Object.keys(changes);
      const left: readonly string[] = apart;
      const missing =
        kind.rights.update === undefined ? [] : open.filter((name) => ![...said, ...left].includes(name));
      assert.deepEqual(missing, []);
      assert.deepEqual(
        said.filter((name) => !open.includes(name)),
        [],
        "what is fixed is changed by nobody",
      );
    });
});
