import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { auth0Api } from "../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { clientGrant } from "../../../src/resources/kinds/client-grant.ts";
import { commandOf } from "../../support/command-of.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { commandIds } = await import("../../../src/shell/ids.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { scopeCommands } = await import("../../../src/shell/resources/scope-commands.ts");

const orders = "https://orders.example/";

/** A tenant with an API of two scopes and a machine-to-machine application, and a person who applies what is shown. */
async function tenant() {
  const shell = await connectedShell();
  window.panels.length = 0;
  let reviewed = "";
  window.onPanel = (panel) => {
    reviewed = panel.webview.html;
    panel.press("apply");
  };
  const api = await createIn(shell.auth0, auth0Api, {
    name: "Orders",
    identifier: orders,
    scopes: [{ value: "read:orders", description: "Read orders" }, { value: "write:orders" }],
  });
  const machine = await createIn(shell.auth0, auth0Application, { name: "Machine", type: "non_interactive" });
  const run = (command: Parameters<typeof runCommand>[0], moves: typeof person.moves, argument?: unknown) => {
    person.moves = [...moves];
    return runCommand(command, argument, shell.services.logger);
  };
  return {
    ...shell,
    api,
    clientId: machine.ref.id,
    create: (moves: typeof person.moves, argument?: unknown) =>
      run(createResourceCommand(shell.services), moves, argument),
    run: (id: Parameters<typeof commandOf>[1], moves: typeof person.moves, argument?: unknown) =>
      run(commandOf(scopeCommands(shell.services), id), moves, argument),
    ofApi: { target: { kind: "resource", of: auth0Api, account: contoso, ref: api.ref, value: api.value } },
    page: () => reviewed,
  };
}

type Tenant = Awaited<ReturnType<typeof tenant>>;

async function granted({ auth0, clientId }: Tenant, scopes: readonly string[]) {
  const draft = { clientId, audience: orders, subjectType: "client", scopes } as const;
  const { ref, value } = await createIn(auth0, clientGrant, draft);
  return { target: { kind: "resource", of: clientGrant, account: contoso, ref, value } };
}

suite("client grants", () => {
  test("are made from the palette: type of access, application, API, and scopes of those that the API has", async () => {
    const { create, auth0, clientId } = await tenant();
    await create([
      { pick: "Client grant" },
      { pick: "For itself" },
      { pick: "Machine" },
      { pick: "Orders" },
      { pick: ["read:orders"] },
    ]);
    const [{ id: _, ...grant } = assert.fail()] = auth0.clientGrants;
    assert.deepEqual(grant, { clientId, audience: orders, subjectType: "client", scopes: ["read:orders"] });
  });

  test("made below an API are for it, and below an application are its own", async () => {
    const { create, auth0, clientId } = await tenant();
    const group = (given: object) => ({
      target: { kind: "resource-group", of: clientGrant, account: contoso, owner: contoso.domain, given },
    });
    await create(
      [{ pick: "For itself" }, { pick: "Machine" }, { pick: ["write:orders"] }],
      group({ audience: orders }),
    );
    await create([{ pick: "For its users" }, { pick: "Orders" }, { pick: [] }], group({ clientId }));
    assert.deepEqual(
      auth0.clientGrants.map(({ subjectType, scopes }) => [subjectType, scopes]),
      [
        ["client", ["write:orders"]],
        ["user", []],
      ],
    );
  });

  test("get other scopes, and of those that somebody else added none is lost", async () => {
    const shell = await tenant();
    const argument = await granted(shell, ["read:orders"]);
    await shell.run(commandIds.editGrantedScopes, [{ pick: ["write:orders"] }], argument);
    assert.deepEqual(shell.auth0.clientGrants[0]?.scopes, ["write:orders"]);
    assert.match(shell.page(), /keep their scopes until they expire/);
  });
});

suite("the scopes of an API", () => {
  test("get another one", async () => {
    const { run, auth0, ofApi } = await tenant();
    await run(commandIds.addScope, [{ type: "delete:orders" }, { type: "Delete orders" }], ofApi);
    assert.deepEqual(auth0.apis[0]?.scopes, [
      { value: "read:orders", description: "Read orders" },
      { value: "write:orders" },
      { value: "delete:orders", description: "Delete orders" },
    ]);
  });

  for (const [wrong, said] of [
    ["two words", /cannot be a scope/],
    ["read:orders", /has the scope read:orders already/],
    ["", /needed/],
  ] as const) {
    test(`do not get “${wrong}”, which is refused where it is typed`, async () => {
      const { run, auth0, ofApi } = await tenant();
      await run(commandIds.addScope, [{ type: wrong }], ofApi);
      assert.match(person.complaint ?? "", said);
      assert.equal(auth0.apis[0]?.scopes?.length, 2);
    });
  }

  test("lose one, and the plan says which grants lose it too", async () => {
    const shell = await tenant();
    await granted(shell, ["read:orders", "write:orders"]);
    await shell.run(commandIds.removeScopes, [{ pick: ["write:orders"] }], shell.ofApi);
    assert.deepEqual(
      shell.auth0.apis[0]?.scopes?.map(({ value }) => value),
      ["read:orders"],
    );
    assert.match(shell.page(), new RegExp(`client grant of ${shell.clientId} loses write:orders`));
  });

  test("of an API of Auth0's own are told to stay as they are, before anything is asked", async () => {
    const { run, auth0, api, ofApi } = await tenant();
    auth0.apis = [{ ...api.value, isSystem: true }];
    await run(commandIds.addScope, [], ofApi);
    assert.match(person.heard, /“Orders”.*neither changed nor deleted/);
  });

  test("from the palette: those that cannot be acted on stand last, with the reason, and are not taken", async () => {
    const { run, auth0, api } = await tenant();
    const management = { ...api.value, id: "m", name: "Management", identifier: "m", isSystem: true };
    auth0.apis = [
      management,
      api.value,
      { ...api.value, id: "e", name: "Empty", identifier: "e", scopes: [] },
    ];
    const seen = async (id: Parameters<typeof run>[0]) => {
      await run(id, [{ pick: "Management" }]);
      assert.equal(
        person.prompts.at(-1)?.title,
        id === commandIds.addScope ? "Add Scope…" : "Remove Scopes…",
      );
      return person.prompts.at(-1);
    };
    const heading = "";
    assert.deepEqual((await seen(commandIds.addScope))?.lines, [
      "$(symbol-interface) Orders",
      "$(symbol-interface) Empty",
      heading,
      "$(circle-slash) Management",
    ]);
    const removing = await seen(commandIds.removeScopes);
    assert.deepEqual(removing?.lines, [
      "$(symbol-interface) Orders",
      heading,
      "$(circle-slash) Management",
      "$(circle-slash) Empty",
    ]);
    assert.match(removing?.details?.[1]?.[1] ?? "", /neither changed nor deleted/);
    assert.equal(removing?.details?.[2]?.[1], "It has no scopes.");
  });
});
