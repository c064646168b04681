import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { basicCalculator, contosoApim } from "../../../support/in-memory/index.ts";
import { connectedShell } from "../../../support/shell.ts";

const { ApimNodes } = await import("../../../../src/shell/tree/apim-nodes.ts");
const { PagedChildren } = await import("../../../../src/shell/tree/paged-children.ts");
const { pageSizes } = await import("../../../../src/shell/tree/page-size.ts");
type Nodes = ReturnType<InstanceType<typeof ApimNodes>["roots"]>;

const { signal } = new AbortController();

/** How many APIs the tree took from lists until a page of so many APIs was there; what links read in the background goes on by itself. */
async function takenFor(count: number): Promise<{ readonly shown: number; readonly taken: number }> {
  const { accounts, azure, links } = await connectedShell();
  azure.instance(contosoApim).apis.clear();
  for (let index = 0; index < count; index += 1) {
    const apiId = `api-${index}`;
    azure.addApi({ ...basicCalculator, apiId, id: `${contosoApim.id}/apis/${apiId}`, displayName: apiId });
  }
  links.dispose();
  let taken = 0;
  const list = azure.listApis.bind(azure);
  azure.listApis = async function* (...asked) {
    for await (const api of list(...asked)) {
      taken += 1;
      yield api;
    }
  };
  const apis = await nodeNamed("APIs", new ApimNodes(accounts, links).roots(signal));
  const page = new PagedChildren((stop) => apis?.children?.(stop) ?? nothing());
  await page.readPage(pageSizes.default);
  const shown = page.nodes.length;
  page.cancel();
  return { shown, taken };
}

async function* nothing(): Nodes {}

/** The first node of that name, one below the other. */
async function nodeNamed(name: string, nodes: Nodes) {
  let level: Nodes | undefined = nodes;
  while (level) {
    let below: Nodes | undefined;
    for await (const node of level) {
      if (node.label === name) return node;
      below ??= node.children?.(signal);
    }
    level = below;
  }
  return undefined;
}

suite("the first page of a tree", () => {
  test("of 5,000 APIs costs no more than that of 50, a tenth aside", async () => {
    const few = await takenFor(pageSizes.default);
    const many = await takenFor(5000);
    assert.deepEqual([few.shown, many.shown], [pageSizes.default, pageSizes.default]);
    assert.ok(many.taken <= 1.1 * few.taken, `${many.taken} APIs read, beside ${few.taken}`);
  });
});
