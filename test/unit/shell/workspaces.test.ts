import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { Failure } from "../../../src/core/failure.ts";
import type { ApimApi } from "../../../src/domain/apim.ts";
import { apiLevel, operationLevel, spaceId } from "../../../src/domain/azure-paths.ts";
import type { Target } from "../../../src/shell/target.ts";
import type { TreeNode } from "../../../src/shell/tree/tree-node.ts";
import { basicCalculator, calculatorOperations, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, principal } from "../../support/shell.ts";
import { commands, person, window } from "../../support/vscode/index.ts";
import { jwt } from "../access/instance.ts";

const { showAccessCommand } = await import("../../../src/shell/access/show-access.ts");
const { openPolicyCommand } = await import("../../../src/shell/commands/open-policy.ts");
const { secureApiCommand } = await import("../../../src/shell/commands/secure-api.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { readForLevel, namesOf } = await import("../../../src/shell/language/effective/read-subject.ts");
const { composeEffectiveText } = await import("../../../src/shell/language/effective/compose.ts");
const { levelOf, policyUri } = await import("../../../src/shell/policy-uri.ts");
const { resourceIn } = await import("../../../src/shell/resource-target.ts");
const { AccessIndex } = await import("../../../src/shell/session/access-index.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");

const { signal } = new AbortController();
const team = { instance: contosoApim, workspace: "team" };
const [first] = calculatorOperations;
/** The instance has an API of the same name. */
const api: ApimApi = {
  ...basicCalculator,
  ...team,
  id: `${spaceId(team)}/apis/${basicCalculator.apiId}`,
  displayName: "Team's",
  subscriptionRequired: false,
};
const of = { account: principal, instance: contosoApim } as const;
const ofApi: Target = { kind: "apim-api", ...of, value: api };
const checked = `<policies>\n<inbound>\n<base />${jwt()}</inbound></policies>`;

/** An instance whose workspace has one API of one operation, restricted by its own policy. */
async function withTeam() {
  const shell = await connectedShell();
  assert.ok(first);
  shell.azure.workspaces.add(team);
  shell.azure.addApi(api, [first]);
  shell.azure.putPolicy(apiLevel(api), checked);
  window.panels.length = 0;
  commands.executed.length = 0;
  const states = new AccessIndex(shell.services.accounts, 0);
  return { ...shell, states, operation: first };
}

/** The node with this id among those of the tree, each opened. */
async function nodeIn(
  nodes: AsyncIterable<TreeNode> | undefined,
  ending: string,
): Promise<TreeNode | undefined> {
  for await (const node of nodes ?? []) {
    if (node.id.endsWith(ending)) return node;
    const found = await nodeIn(node.children?.(signal), ending);
    if (found) return found;
  }
  return undefined;
}

suite("workspaces in the editor", () => {
  test("stand in the tree with their APIs, operations, policies and revisions", async () => {
    const { services, azure, links } = await withTeam();
    azure.workspaces.add({ ...team, workspace: "others" });
    const tree = new ApimNodes(services.accounts, links);
    const group = await nodeIn(tree.roots(signal), "/workspaces");
    const labels: string[] = [];
    for await (const one of group?.children?.(signal) ?? []) {
      labels.push(one.label);
      for await (const inside of one.children?.(signal) ?? []) labels.push(`  ${inside.label}`);
    }
    assert.deepEqual(labels, ["team", "  Team's", "  Policy", "others", "  Policy"]);
    const node = await nodeIn(tree.roots(signal), `/workspaces/team/apis/${api.apiId}`);
    const children: string[] = [];
    for await (const { label } of node?.children?.(signal) ?? []) children.push(label);
    assert.deepEqual(children, ["Policy", "Operations", "Revisions"]);
    for (const one of ["document", "delete", "revise", "protect"] as const)
      assert.ok(!node?.capabilities?.includes(one), one);
  });

  test("their APIs and operations have states, and the instance's waits for them", async () => {
    const { services, azure, states, links, operation } = await withTeam();
    azure.addApi({ ...basicCalculator, subscriptionRequired: false }, calculatorOperations);
    azure.putPolicy(apiLevel(basicCalculator), checked);
    const known = () =>
      new Promise<void>((resolve) => {
        const listening = states.onDidChange(() => {
          listening.dispose();
          resolve();
        });
      });
    const tree = new ApimNodes(services.accounts, links, undefined, states);
    const own = known();
    const apis = await nodeIn(tree.roots(signal), "/contoso-apim/apis");
    for await (const _ of apis?.children?.(signal) ?? []);
    await own;
    assert.equal(states.ofApi(basicCalculator)?.text, "restricted");
    assert.equal(states.ofInstance(contosoApim), undefined, "its workspace may be open");
    const theirs = known();
    const node = await nodeIn(tree.roots(signal), "/workspaces/team");
    for await (const _ of node?.children?.(signal) ?? []);
    await theirs;
    assert.equal(states.ofApi(api)?.text, "restricted");
    assert.equal(states.ofOperation(api, operation.operationId)?.text, "restricted");
    assert.match(states.ofOperation(api, operation.operationId)?.reason ?? "", /workspaces\/team\/apis/);
    assert.equal(states.ofInstance(contosoApim)?.text, "restricted");
    states.renew(apiLevel(api));
    assert.equal(states.ofApi(api), undefined);
    assert.equal(states.ofApi(basicCalculator)?.text, "restricted", "of the same name, and another");
    states.dispose();
  });

  test("an instance whose workspaces cannot be told says nothing of itself", async () => {
    const { services, azure, states, links } = await withTeam();
    azure.workspaces.calls.failAlways(new Failure("forbidden", "No right."));
    const tree = new ApimNodes(services.accounts, links, undefined, states);
    const apis = await nodeIn(tree.roots(signal), "/contoso-apim/apis");
    for await (const _ of apis?.children?.(signal) ?? []);
    assert.equal(states.ofInstance(contosoApim), undefined);
    states.dispose();
  });

  test("Show Access is about their API or operation, and a check leads to its policy", async () => {
    const { services, operation } = await withTeam();
    const command = showAccessCommand(services);
    await runCommand(command, { target: ofApi }, services.logger);
    const panel = window.panels.at(-1) ?? assert.fail("There is no page.");
    assert.match(panel.webview.html, /1 API, 1 operation\./);
    assert.match(panel.webview.html, /restricted/);
    const file = `${spaceId(team)}/apis/${api.apiId}/policies/policy`;
    panel.send({ action: `open 3 ${file}` });
    const [{ target }] = (commands.executed.at(-1)?.values ?? []) as [{ target: Target }];
    assert.deepEqual(target.kind === "policy" && target.value, apiLevel(api));
    const ofOperation: Target = { kind: "operation", ...of, api, value: operation };
    await runCommand(command, { target: ofOperation }, services.logger);
    assert.equal(window.panels.length, 2, "a page of its own");
    assert.match(window.panels.at(-1)?.webview.html ?? "", /1 API, 1 operation\./);
  });

  test("where their API asks for a key, it is said where that is set", async () => {
    const { services } = await withTeam();
    await runCommand(showAccessCommand(services), { target: ofApi }, services.logger);
    person.messages.length = 0;
    window.panels.at(-1)?.send({ action: `open 1 ${spaceId(team)}/apis/${api.apiId}` });
    assert.match(person.messages.at(-1)?.text ?? "", /of the workspace team asks for a subscription key/);
    assert.ok(!commands.executed.some(({ id }) => id === "auth0Apim.openDocument"));
  });

  test("Show Effective Policy has the workspace's level between the instance's and the API's", async () => {
    const { azure, operation } = await withTeam();
    const marked = (name: string) =>
      `<policies><inbound><base /><set-header name="${name}"><value>1</value></set-header></inbound></policies>`;
    azure.putPolicy({ kind: "global", instance: contosoApim }, marked("X-All").replace("<base />", ""));
    azure.putPolicy({ kind: "workspace", ...team }, marked("X-Team"));
    const level = operationLevel(api, operation.operationId);
    const snapshot = await readForLevel(azure, level, signal);
    assert.equal(namesOf({ level }).workspace, "team");
    const { text, marks } = composeEffectiveText({ level }, snapshot);
    const at = ["X-All", "X-Team", "validate-jwt"].map((part) => text.indexOf(part));
    assert.ok(at.every((one) => one > 0) && at.join() === at.toSorted((a, b) => a - b).join(), text);
    assert.match(text, /All APIs of the workspace team, line 1/);
    const places = marks.map(({ location }) => levelOf(location.uri));
    assert.ok(places.some(({ kind }) => kind === "workspace"));
  });

  test("their policies are documents at addresses of their own", async () => {
    const { operation } = await withTeam();
    const levels = [
      { kind: "workspace", ...team },
      apiLevel(api),
      operationLevel(api, operation.operationId),
      { kind: "product", ...team, productId: "starter" },
      { kind: "fragment", ...team, fragmentId: "check" },
    ] as const;
    for (const level of levels) {
      const { subscriptionId, resourceGroup, serviceName } = contosoApim;
      const plain = { ...level, instance: { subscriptionId, resourceGroup, serviceName } };
      assert.deepEqual(levelOf(policyUri(level)), plain);
    }
    assert.notEqual(policyUri(apiLevel(api)).path, policyUri(apiLevel(basicCalculator)).path);
  });

  test("Open Policy opens that of the workspace's API, and of an operation offers what it inherits there", async () => {
    const { services, azure, operation } = await withTeam();
    azure.putPolicy({ kind: "workspace", ...team }, checked);
    const command = openPolicyCommand(services);
    await runCommand(command, { target: ofApi }, services.logger);
    assert.equal(opened(), policyUri(apiLevel(api)).toString());
    person.moves = [{ pick: "Open the policy of all APIs of the workspace team" }];
    const target: Target = { kind: "operation", ...of, api, value: operation };
    await runCommand(command, { target }, services.logger);
    assert.equal(opened(), policyUri({ kind: "workspace", ...team }).toString());
  });

  test("Secure API says that it does not write there, what to do, and writes nothing", async () => {
    const { services, azure, auth0 } = await withTeam();
    person.messages.length = 0;
    await runCommand(secureApiCommand(services), { target: ofApi }, services.logger);
    const said = person.messages.at(-1)?.text ?? "";
    assert.match(
      said,
      /Team's is an API of the workspace team\. “Secure API with Auth0” does not work in workspaces/,
    );
    assert.match(said, /Put validate-jwt into its policy/);
    assert.deepEqual([azure.calls.writes, auth0.calls.writes], [[], []]);
    assert.equal(resourceIn(ofApi), undefined, "nor is it taken for the instance's API of that name");
  });

  test("links that their policies make are seen", async () => {
    const { azure, links } = await withTeam();
    const text = jwt().replaceAll("acme.eu.auth0.com", "contoso.eu.auth0.com");
    azure.putPolicy({ kind: "workspace", ...team }, `<policies><inbound>${text}</inbound></policies>`);
    azure.putPolicy(apiLevel(api), "<policies><inbound><base /></inbound></policies>");
    const linked = new Promise<void>((resolve) => {
      links.onDidChange(() => links.ofApimApi(api) && resolve());
    });
    links.ofApimApi(api);
    links.wantInstance(principal, contosoApim);
    await linked;
    assert.match(links.ofApimApi(api)?.text ?? "", /contoso/);
  });
});

/** The address of the document that was opened last. */
function opened(): string | undefined {
  return window.activeTextEditor?.document.uri.toString();
}
