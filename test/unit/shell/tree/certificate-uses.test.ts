import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../../src/core/failure.ts";
import { instancePath } from "../../../../src/domain/instance-path.ts";
import { storeIn } from "../../../../src/resources/clouds.ts";
import type { Kind } from "../../../../src/resources/kind.ts";
import { backend } from "../../../../src/resources/kinds/backend.ts";
import { certificate } from "../../../../src/resources/kinds/certificate.ts";
import { namedValue } from "../../../../src/resources/kinds/named-value.ts";
import type { TreeNode } from "../../../../src/shell/tree/tree-node.ts";
import { basicCalculator, contosoApim } from "../../../support/in-memory/index.ts";
import { connectedShell, principal } from "../../../support/shell.ts";

const { resourceGroup } = await import("../../../../src/shell/tree/resource-nodes.ts");

const signal = new AbortController().signal;
const owner = instancePath(contosoApim);

async function nodesIn(node: TreeNode | undefined): Promise<TreeNode[]> {
  const found: TreeNode[] = [];
  for await (const one of node?.children?.(signal) ?? []) found.push(one);
  return found;
}

/** The line “Used by” of the only certificate, and the shell around it. */
async function usedBy() {
  const shell = await connectedShell();
  const value = {
    subject: "CN=client",
    thumbprint: "A".repeat(40),
    expirationDate: "2030-01-01T00:00:00Z",
    keyVault: undefined,
  };
  shell.azure.stores.certificates.put(owner, "client", value);
  const place = {
    account: principal,
    owner,
    id: "contoso",
    badges: shell.links,
    open: async () => shell.azure,
  };
  const [node] = await nodesIn(resourceGroup(place, certificate as Kind));
  const uses = (await nodesIn(node)).find(({ label }) => label === "Used by");
  assert.ok(uses);
  return { uses, azure: shell.azure };
}

const told = (nodes: readonly TreeNode[]) => nodes.map(({ label, description }) => [label, description]);

suite("what uses a certificate, in the tree", () => {
  test("is looked for when the line is opened, and nothing is said to be nothing", async () => {
    const { uses, azure } = await usedBy();
    assert.deepEqual([told(await nodesIn(uses)).slice(1), uses.whenEmpty], [[], "Nothing names it"]);
    const text =
      '<policies><inbound><authentication-certificate certificate-id="client" /></inbound></policies>';
    azure.putPolicy({ kind: "api", instance: contosoApim, apiId: basicCalculator.apiId }, text);
    const credentials = { certificateIds: ["/x/certificates/client"] };
    const ref = { kind: backend.id, owner, id: "orders" };
    await azure.stores.backends.create(
      ref,
      { url: "https://a.example", protocol: "http", credentials },
      signal,
    );
    assert.deepEqual(told(await nodesIn(uses)).slice(0, 2), [
      ["apis/basic-calculator", "Policy"],
      ["orders", "Backend"],
    ]);
  });

  test("by a named value is told, and that secret ones are not looked through", async () => {
    const { uses, azure } = await usedBy();
    const of = (id: string) => ({ kind: namedValue.id, owner, id });
    const value = "a".repeat(40);
    await azure.stores.namedValues.create(of("t"), { displayName: "thumb", value, secret: false }, signal);
    const secret = { displayName: "hidden", secretValue: "x", secret: true };
    await azure.stores.namedValues.create(of("h"), secret, signal);
    const lines = told(await nodesIn(uses)).join("\n");
    assert.match(lines, /thumb,Named value/);
    assert.match(lines, /Secret named values are not looked through,what is not told here may name it/);
  });

  test("and could not be read is said, beside what could", async () => {
    const { uses, azure } = await usedBy();
    Object.assign(storeIn(azure, backend), {
      list: () => {
        throw new Failure("forbidden", "No right.");
      },
    });
    assert.match(
      told(await nodesIn(uses)).join("\n"),
      /Not all backends could be read,what is not told here may name it/,
    );
  });
});
