import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { collect } from "../../../support/collect.ts";
import { basicCalculator, contosoApim } from "../../../support/in-memory/index.ts";
import { connectedShell } from "../../../support/shell.ts";

const { ApimNodes } = await import("../../../../src/shell/tree/apim-nodes.ts");
const { PagedChildren } = await import("../../../../src/shell/tree/paged-children.ts");
const { pageSizes } = await import("../../../../src/shell/tree/page-size.ts");
type Nodes = ReturnType<InstanceType<typeof ApimNodes>["roots"]>;

const { signal } = new AbortController();

/** A tree over an instance with so many APIs, without the links that are read in the background. */
async function treeOver(count: number) {
  const { accounts, azure } = await connectedShell();
  azure.instance(contosoApim).apis.clear();
  for (let index = 0; index < count; index += 1) {
    const apiId = `api-${index}`;
    azure.addApi({ ...basicCalculator, apiId, id: `${contosoApim.id}/apis/${apiId}`, displayName: apiId });
  }
  let taken = 0;
  // the service gives a page at a time; an instance in memory would be looked through whole
  const all = await collect(azure.listApis(contosoApim, signal));
  azure.listApis = async function* () {
    for (const api of all) {
      taken += 1;
      yield api;
    }
  };
  return {
    /** Opens the tree down to the first page of APIs, and says how many APIs were taken from lists for it, and how long that took, in ms. */
    async paint(): Promise<{ readonly shown: number; readonly taken: number; readonly took: number }> {
      taken = 0;
      const begun = performance.now();
      const apis = await nodeNamed("APIs", new ApimNodes(accounts, noBadges).roots(signal));
      const page = new PagedChildren((stop) => apis?.children?.(stop) ?? nothing());
      await page.readPage(pageSizes.default);
      const took = performance.now() - begun;
      const shown = page.nodes.length;
      page.cancel();
      return { shown, taken, took };
    },
  };
}

const noBadges = {
  onDidChange: () => ({ dispose: () => undefined }),
  wantInstance: () => undefined,
  wantTenant: () => undefined,
  ofApimApi: () => undefined,
  ofAuth0Api: () => undefined,
};

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

/** So often each is timed at most: the least of them counts, so that what else the machine does makes no difference. */
const mostRounds = 300;

suite("the first page of a tree", () => {
  test("of 5,000 APIs costs no more than that of 50, a tenth aside", async () => {
    const trees = [await treeOver(pageSizes.default), await treeOver(5000)] as const;
    const [few, many] = [await trees[0].paint(), await trees[1].paint()];
    assert.deepEqual([few.shown, many.shown], [pageSizes.default, pageSizes.default]);
    assert.ok(many.taken <= 1.1 * few.taken, `${many.taken} APIs read, beside ${few.taken}`);
    let [least, most] = [few.took, many.took];
    for (let round = 0; round < mostRounds && (round < 20 || most > 1.1 * least); round += 1) {
      least = Math.min(least, (await trees[0].paint()).took);
      most = Math.min(most, (await trees[1].paint()).took);
    }
    assert.ok(most <= 1.1 * least, `${most.toFixed(2)} ms, beside ${least.toFixed(2)} ms`);
  });
});
