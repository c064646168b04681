import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { accessOf } from "../../../src/access/index.ts";
import { Failure } from "../../../src/core/failure.ts";
import type { ApimApi, PolicyLevel } from "../../../src/domain/apim.ts";
import { spaceId } from "../../../src/domain/azure-paths.ts";
import { readInstanceSnapshot } from "../../../src/workflows/read-access/read-instance.ts";
import { basicCalculator, calculatorOperations, contosoApim } from "../../support/in-memory/calculator.ts";
import { jwt } from "../access/instance.ts";
import { twoClouds } from "./clouds.ts";

const { signal } = new AbortController();
const team = { instance: contosoApim, workspace: "team" };
const orders: ApimApi = { ...basicCalculator, ...team, apiId: "orders", id: `${spaceId(team)}/apis/orders` };
const ofApi = { kind: "api", ...team, apiId: "orders" } as const;
const checked = `<policies><inbound><base />${jwt()}</inbound></policies>`;
const open = "<policies><inbound /></policies>";
const [add] = calculatorOperations;

/** A tenant, and an instance with a workspace that has one API of one operation. */
function withTeam() {
  const { azure } = twoClouds();
  const workspace = azure.workspaces.add(team);
  azure.addApi({ ...orders, subscriptionRequired: false }, add ? [add] : []);
  const read = async (cloud = azure) => {
    const { entries, notes } = accessOf(await readInstanceSnapshot(cloud, contosoApim, signal));
    const told = entries.map(({ api, product, verdict }) => [api, product, verdict].join(" "));
    return { entries, notes: notes.join("\n"), told: told.filter((line) => line.includes("/")) };
  };
  return { azure, workspace, read };
}

/** A cloud whose list of policies lacks what `isLeftOut`. */
function leavingOut<T extends object>(azure: T, levels: readonly PolicyLevel[]): T {
  return Object.assign(Object.create(azure), {
    async *listPolicyLevels(): AsyncGenerator<PolicyLevel> {
      yield* levels;
    },
  });
}

suite("who gets in at the workspaces of a live instance", () => {
  test("their APIs are told by workspace and name, with places in it", async () => {
    const { azure, read } = withTeam();
    azure.putPolicy(ofApi, checked);
    azure.putPolicy({ kind: "workspace", ...team }, "<policies><inbound><base /></inbound></policies>");
    const { entries, told } = await read();
    assert.deepEqual(told, ["team/orders  restricted"]);
    const [check] = entries.find(({ api }) => api === "team/orders")?.paths[0]?.checks ?? [];
    assert.deepEqual(check?.from, { scope: "api", file: `${orders.id}/policies/policy`, line: 1 });
  });

  test("their products open their APIs, and named values and fragments are their own", async () => {
    const { azure, workspace, read } = withTeam();
    azure.putPolicy(
      ofApi,
      '<policies><inbound><include-fragment fragment-id="check" /></inbound></policies>',
    );
    azure.putPolicy(
      { kind: "fragment", ...team, fragmentId: "check" },
      `<fragment>${jwt("{{tenant}}")}</fragment>`,
    );
    workspace.namedValues.push({ displayName: "tenant", value: "acme" });
    workspace.products.push({ id: "", productId: "starter", displayName: "S", subscriptionRequired: true });
    workspace.apiIds.set("starter", ["orders"]);
    const { entries, told } = await read();
    assert.deepEqual(told, ["team/orders  restricted", "team/orders starter restricted"]);
    assert.deepEqual(entries.at(-1)?.paths[0]?.checks.at(-1)?.issuers, ["https://acme.eu.auth0.com/"]);
  });

  test("named values are not asked for where no policy names one", async () => {
    const { azure, workspace, read } = withTeam();
    workspace.namedValues.push({ displayName: "unused", value: "a" });
    await read();
    assert.deepEqual(azure.workspaces.calls.made, ["list", "listApis", "listProducts"]);
  });

  test("an instance that has none, or whose tier has none, is asked once and told nothing", async () => {
    const { azure } = twoClouds();
    const { entries, notes } = accessOf(await readInstanceSnapshot(azure, contosoApim, signal));
    assert.deepEqual(azure.workspaces.calls.made, ["list"]);
    assert.ok(!entries.some(({ api }) => api.includes("/")));
    assert.doesNotMatch(notes.join("\n"), /workspace/i);
  });

  test("a workspace that cannot be read is named, makes its part unknown, and hides nothing else", async () => {
    for (const [method, api] of [
      ["listApis", "team/? "],
      ["listProducts", "team/orders ?"],
      ["listApiIds", "team/orders ?"],
    ] as const) {
      const { azure, workspace, read } = withTeam();
      workspace.products.push({ id: "", productId: "one", displayName: "One", subscriptionRequired: true });
      azure.workspaces.add({ ...team, workspace: "others" });
      azure.addApi({ ...orders, workspace: "others", subscriptionRequired: false }, add ? [add] : []);
      azure.putPolicy({ ...ofApi, workspace: "others" }, open);
      azure.workspaces.calls.failNext(method, new Failure("forbidden", `No right to ${method} of team.`));
      const { told, notes } = await read();
      assert.ok(told.includes(`${api} unknown`), `${method}: ${told.join()}`);
      assert.ok(told.includes("others/orders  open"), `${method}: ${told.join()}`);
      assert.match(notes, new RegExp(`No right to ${method} of team`));
    }
  });

  test("workspaces that cannot be listed are one unknown entry", async () => {
    const { azure, read } = withTeam();
    azure.workspaces.calls.failNext("list", new Failure("forbidden", "No right to workspaces."));
    const { told, notes, entries } = await read();
    assert.deepEqual(told, ["?/?  unknown"]);
    assert.match(notes, /No right to workspaces/);
    assert.ok(entries.length > 1);
  });

  test("a workspace of which only a policy tells is unknown, and named", async () => {
    const { azure, read } = withTeam();
    azure.putPolicy({ kind: "workspace", ...team, workspace: "hidden" }, open);
    const { told, notes } = await read();
    assert.ok(told.includes("hidden/?  unknown"), told.join());
    assert.match(notes, /workspaces that are not listed: hidden/);
  });

  test("a list of policies that tells of no workspace, or lacks a workspace's own, counts for nothing there", async () => {
    const { azure, read } = withTeam();
    azure.putPolicy(ofApi, open);
    const global = azure.putPolicy({ kind: "global", instance: contosoApim }, checked).level;
    assert.deepEqual((await read(leavingOut(azure, [global]))).told, ["team/orders  open"]);
    azure.putPolicy({ kind: "workspace", ...team }, checked);
    const other: PolicyLevel = { kind: "workspace", ...team, workspace: "others" };
    azure.workspaces.add({ ...team, workspace: "others" });
    azure.putPolicy(other, open);
    assert.deepEqual((await read(leavingOut(azure, [global, other]))).told, ["team/orders  open"]);
  });

  test("a policy that is not listed is not asked for", async () => {
    const { azure, read } = withTeam();
    azure.putPolicy(ofApi, checked);
    await read();
    // of the instance, of the workspace, of the API
    assert.equal(azure.calls.made.filter((call) => call === "readPolicy").length, 3);
  });

  test("other revisions of their APIs are told as those of others are", async () => {
    const { azure, read } = withTeam();
    azure.addApi({ ...orders, revision: "2", subscriptionRequired: false }, add ? [add] : []);
    const first = { ...orders, apiId: "orders;rev=1", isCurrent: false, revision: "1" };
    azure.addApi({ ...first, subscriptionRequired: false }, add ? [add] : []);
    azure.putPolicy(ofApi, checked);
    assert.deepEqual((await read()).told, ["team/orders  restricted", "team/orders;rev=1  open"]);
  });
});
