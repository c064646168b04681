import assert from "node:assert/strict";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import type { Target } from "../../../src/shell/target.ts";
import type { TreeNode } from "../../../src/shell/tree/tree-node.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso, principal } from "../../support/shell.ts";
import { commands, DataTransfer, person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { secureApiCommand } = await import("../../../src/shell/commands/secure-api.ts");
const { linkToExistingCommand } = await import("../../../src/shell/commands/link-to-existing.ts");
const { goToOtherSideCommand } = await import("../../../src/shell/commands/go-to-other-side.ts");
const { LinkDrag } = await import("../../../src/shell/tree/link-drag.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");
const { Auth0Nodes } = await import("../../../src/shell/tree/auth0-nodes.ts");

const apimTarget: Target = {
  kind: "apim-api",
  account: principal,
  instance: contosoApim,
  value: basicCalculator,
};

/** A shell with one Auth0 API that nothing is linked to. */
async function shellWithApi() {
  const shell = await connectedShell();
  window.panels.length = 0;
  window.onPanel = (panel) => panel.press("apply");
  const { ref, value } = await createIn(shell.auth0, auth0Api, {
    name: "Orders",
    identifier: "https://orders.example",
    signingAlgorithm: "RS256",
    scopes: [{ value: "read:orders", description: "Read" }],
  });
  const auth0Target: Target = { kind: "resource", account: contoso, of: auth0Api, ref, value };
  const { services } = shell;
  const run = (
    command: Parameters<typeof runCommand>[0],
    argument: unknown,
    moves: typeof person.moves = [],
  ) => {
    person.moves = [...moves];
    return runCommand(command, argument, services.logger);
  };
  return {
    ...shell,
    ref,
    auth0Target,
    link: (target: Target, moves: typeof person.moves) =>
      run(linkToExistingCommand(services), { target }, moves),
    go: (target: Target) => run(goToOtherSideCommand(services), { target }),
    secure: (argument: unknown, moves: typeof person.moves) =>
      run(secureApiCommand(services), argument, moves),
  };
}

/** What the tests leave nothing of. */
function putBack(): void {
  window.onPanel = () => {};
  commands.registered.delete("auth0Apim.secureApi");
}

suite("Link to Existing", () => {
  teardown(putBack);

  test("from either side asks what is not known, and changes the policy only", async () => {
    for (const side of ["api management", "auth0"] as const) {
      const shell = await shellWithApi();
      const moves: typeof person.moves = side === "auth0" ? ["enter", "enter"] : ["enter"];
      await shell.link(side === "auth0" ? shell.auth0Target : apimTarget, moves);
      assert.match(person.heard, /Basic Calculator is secured with Auth0/);
      const [[, policy] = []] = [...shell.azure.instance(contosoApim).policies];
      assert.match(policy?.text ?? "", /<audience>https:\/\/orders\.example<\/audience>/);
      assert.equal(shell.azure.instance(contosoApim).authorizationServers.size, 0);
      assert.equal(shell.auth0.applications.length, 0);
    }
  });

  test("says so when the tenant has no API", async () => {
    const shell = await shellWithApi();
    shell.auth0.apis = [];
    await shell.link(apimTarget, []);
    assert.match(person.heard, /has no API to link Basic Calculator to.*Secure API with Auth0/);
  });
});

suite("Go to the Other Side", () => {
  teardown(putBack);

  test("leads from either side to the other, for a link that only the policy makes", async () => {
    const shell = await shellWithApi();
    await shell.link(apimTarget, ["enter"]);
    await shell.go(apimTarget);
    await shell.go(shell.auth0Target);
    const { auth0Nodes, apimNodes } = nodesOf(shell);
    assert.deepEqual(shell.revealed, [
      (await nodeOf(auth0Nodes.roots(), "Orders")).id,
      (await nodeOf(apimNodes.roots(signal), "Basic Calculator")).id,
    ]);
  });

  test("says that nothing is linked, from either side", async () => {
    const shell = await shellWithApi();
    await shell.go(apimTarget);
    assert.match(person.heard, /Basic Calculator is not linked to an Auth0 API/);
    await shell.go(shell.auth0Target);
    assert.match(person.heard, /Orders is not linked to an API of API Management that you see/);
  });

  test("names a tenant that is not connected, and an audience that no API has", async () => {
    const shell = await shellWithApi();
    await shell.link(apimTarget, ["enter"]);
    shell.auth0.apis = [];
    await shell.go(apimTarget);
    assert.match(
      person.heard,
      /the audience https:\/\/orders\.example, of which contoso\.eu\.auth0\.com has no API/,
    );
    const [[key, stored] = []] = [...shell.azure.instance(contosoApim).policies];
    assert.ok(key !== undefined && stored);
    const text = stored.text.replaceAll("contoso.eu.auth0.com", "fabrikam.us.auth0.com");
    shell.azure.instance(contosoApim).policies.set(key, { ...stored, text });
    await shell.go(apimTarget);
    assert.match(person.heard, /linked to the Auth0 tenant fabrikam\.us\.auth0\.com, which is not connected/);
  });
});

suite("an API that is dropped on one of the other cloud", () => {
  teardown(putBack);

  const drop = async (from: TreeNode | undefined, onto: TreeNode | undefined) => {
    let sides: unknown;
    commands.registered.set("auth0Apim.secureApi", async (argument) => {
      sides = argument;
    });
    const drag = new LinkDrag((id) => (id === from?.id ? from : undefined));
    const transfer = new DataTransfer();
    drag.handleDrag(from ? [from] : [], transfer as never);
    await drag.handleDrop(onto, transfer as never);
    return sides;
  };

  test("begins a link between the two, whichever was dropped", async () => {
    const shell = await shellWithApi();
    const { auth0Nodes, apimNodes } = nodesOf(shell);
    const orders = await nodeOf(auth0Nodes.roots(), "Orders");
    const calculator = await nodeOf(apimNodes.roots(signal), "Basic Calculator");
    for (const sides of [await drop(orders, calculator), await drop(calculator, orders)]) {
      person.prompts.length = 0;
      await shell.secure(sides, [{ pick: "Choose Each…" }, "escape"]);
      assert.match(person.prompts[1]?.picked?.[0] ?? "", /Orders/);
    }
  });

  test("anything else begins nothing and says what would", async () => {
    const { auth0Nodes, apimNodes } = nodesOf(await shellWithApi());
    const orders = await nodeOf(auth0Nodes.roots(), "Orders");
    const instance = await nodeOf(apimNodes.roots(signal), "contoso-apim");
    for (const onto of [instance, orders, undefined]) {
      assert.equal(await drop(orders, onto), undefined);
      assert.match(person.heard, /drop an Auth0 API on an API of API Management/);
    }
    person.messages.length = 0;
    assert.equal(await drop(instance, orders), undefined);
    assert.deepEqual(person.messages, [], "an instance cannot be dragged at all");
  });
});

const { signal } = new AbortController();

function nodesOf({ accounts, links }: Awaited<ReturnType<typeof connectedShell>>) {
  return { auth0Nodes: new Auth0Nodes(accounts, links), apimNodes: new ApimNodes(accounts, links) };
}

/** The first node with this label, wherever it stands. */
async function nodeOf(nodes: AsyncIterable<TreeNode>, label: string): Promise<TreeNode> {
  const find = async (among: AsyncIterable<TreeNode>): Promise<TreeNode | undefined> => {
    for await (const node of among) {
      const found = node.label === label ? node : node.children && (await find(node.children(signal)));
      if (found) return found;
    }
    return undefined;
  };
  const found = await find(nodes);
  assert.ok(found, label);
  return found;
}
