import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { Kind, Stored } from "../../../src/resources/kind.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { auth0User } from "../../../src/resources/kinds/auth0-user.ts";
import { enabledApplication } from "../../../src/resources/kinds/enabled-application.ts";
import { commandOf } from "../../support/command-of.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { commandIds } = await import("../../../src/shell/ids.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { deleteResourceCommand } = await import("../../../src/shell/resources/delete-resource.ts");
const { enabledApplicationCommands } = await import("../../../src/shell/resources/enabled-applications.ts");
const { undoLastCommand } = await import("../../../src/shell/journal/undo-last.ts");

type Moves = typeof person.moves;

/** A tenant with a connection and two applications, and a person who applies what is shown. */
async function tenant() {
  const shell = await connectedShell();
  const { auth0, services } = shell;
  window.panels.length = 0;
  let reviewed = "";
  window.onPanel = (panel) => {
    reviewed = panel.webview.html;
    panel.press("apply");
  };
  const users = await createIn(auth0, auth0Connection, { name: "users", strategy: "auth0" });
  const portal = await createIn(auth0, auth0Application, { name: "Portal", type: "regular_web" });
  const mobile = await createIn(auth0, auth0Application, { name: "Mobile", type: "native" });
  const run = (command: Parameters<typeof runCommand>[0], moves: Moves, argument?: unknown) => {
    person.moves = [...moves];
    return runCommand(command, argument, services.logger);
  };
  return {
    ...shell,
    users,
    portal,
    mobile,
    run: (id: Parameters<typeof commandOf>[1], moves: Moves, argument?: unknown) =>
      run(commandOf(enabledApplicationCommands(services), id), moves, argument),
    create: (moves: Moves) => run(createResourceCommand(services), moves),
    remove: (argument: unknown) => run(deleteResourceCommand(services), [], argument),
    undo: () => {
      person.presses.push("Undo");
      return run(undoLastCommand(services), []);
    },
    page: () => reviewed,
  };
}

function nodeOf(of: Kind, { ref, value }: Stored) {
  return { target: { kind: "resource", of, account: contoso, ref, value } };
}

suite("database connections", () => {
  test("are made from name, strength of passwords and who makes users", async () => {
    const { create, auth0 } = await tenant();
    await create([
      { pick: "Connection" },
      { type: "orders-users" },
      { pick: "Excellent" },
      { pick: "You do" },
    ]);
    const [, made] = auth0.connections;
    assert.deepEqual(
      [made?.name, made?.strategy, made?.options],
      ["orders-users", "auth0", { passwordPolicy: "excellent", disable_signup: true }],
    );
  });

  for (const [name, said] of [
    ["two words", /letters and digits/],
    ["-users", /letters and digits/],
    ["users", /already/],
  ] as const) {
    test(`are not made with the name “${name}”, which is refused where it is typed`, async () => {
      const { create, auth0 } = await tenant();
      await create([{ pick: "Connection" }, { type: name }]);
      assert.match(person.complaint ?? "", said);
      assert.equal(auth0.connections.length, 1);
    });
  }

  test("are deleted with their users, which is said before, and do not come back", async () => {
    const { remove, undo, auth0, users, portal, page } = await tenant();
    const { id } = users.ref;
    await createIn(auth0, enabledApplication, { connectionId: id, clientId: portal.ref.id });
    await createIn(auth0, auth0User, {
      email: "ada@example.com",
      password: "Correct-9",
      connection: "users",
    });
    await remove(nodeOf(auth0Connection, users));
    assert.deepEqual([auth0.connections, auth0.users, auth0.enabled], [[], [], []]);
    assert.match(page(), /All its users are deleted with it, for good;[^<]*there are 1\./);
    assert.match(page(), /enabled for: 1\./);
    assert.match(page(), /cannot be brought back/);
    await undo();
    assert.deepEqual(auth0.connections, []);
    assert.match(window.panels.at(-1)?.webview.html ?? "", /role="status"[\s\S]*cannot be brought back/);
  });
});

suite("enabling connections for applications", () => {
  test("from the connection: several applications in one plan, which is undone as a whole", async () => {
    const { run, undo, auth0, users, portal, mobile } = await tenant();
    await run(
      commandIds.enableForApplications,
      [{ pick: ["Portal", "Mobile"] }],
      nodeOf(auth0Connection, users),
    );
    assert.deepEqual(
      auth0.enabled.map(({ clientId }) => clientId),
      [portal.ref.id, mobile.ref.id],
    );
    await undo();
    assert.deepEqual(auth0.enabled, []);
  });

  test("from the application: what somebody else enabled stays", async () => {
    const { run, auth0, users, portal, mobile } = await tenant();
    const connectionId = users.ref.id;
    await createIn(auth0, enabledApplication, { connectionId, clientId: mobile.ref.id });
    await run(commandIds.enableConnections, [{ pick: ["users"] }], nodeOf(auth0Application, portal));
    await run(commandIds.disableConnections, [{ pick: ["users"] }], nodeOf(auth0Application, portal));
    assert.deepEqual(auth0.enabled, [{ connectionId, clientId: mobile.ref.id }]);
  });

  test("only those that are not enabled are offered, and when there are none that is said", async () => {
    const { run, auth0, users, portal, mobile } = await tenant();
    const connectionId = users.ref.id;
    await createIn(auth0, enabledApplication, { connectionId, clientId: portal.ref.id });
    const node = nodeOf(auth0Connection, users);
    await run(commandIds.enableForApplications, [{ pick: ["Mobile"] }], node);
    assert.deepEqual(person.prompts.at(-1)?.lines, ["Mobile"]);
    await run(commandIds.enableForApplications, [], node);
    assert.match(person.heard, /enabled for all of them/);
    assert.equal(auth0.enabled.length, 2);
    assert.ok(auth0.enabled.some(({ clientId }) => clientId === mobile.ref.id));
  });

  test("from an enabled application's node it is disabled without another question", async () => {
    const { run, auth0, users, portal } = await tenant();
    const draft = { connectionId: users.ref.id, clientId: portal.ref.id };
    const enabled = await createIn(auth0, enabledApplication, draft);
    await run(commandIds.disableForApplications, [], nodeOf(enabledApplication, enabled));
    assert.deepEqual(auth0.enabled, []);
  });
});
