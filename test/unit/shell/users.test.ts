import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { auth0Connection } from "../../../src/resources/kinds/auth0-connection.ts";
import { auth0User } from "../../../src/resources/kinds/auth0-user.ts";
import { enabledApplication } from "../../../src/resources/kinds/enabled-application.ts";
import { commandOf } from "../../support/command-of.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell, contoso } from "../../support/shell.ts";
import { env, person, window } from "../../support/vscode/index.ts";

const { commandIds } = await import("../../../src/shell/ids.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { reviewAllChangesCommand } = await import("../../../src/shell/documents/review-all.ts");
const { reviewChangesCommand } = await import("../../../src/shell/documents/review-changes.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { undoLastCommand } = await import("../../../src/shell/journal/undo-last.ts");
const { deleteResourceCommand } = await import("../../../src/shell/resources/delete-resource.ts");
const { userCommands } = await import("../../../src/shell/resources/user-commands.ts");

type Moves = typeof person.moves;

/** A tenant with a database that holds Ada, and a person who applies what is shown. */
async function tenant(options: object = { passwordPolicy: "excellent" }) {
  const shell = await connectedShell();
  const { auth0, services } = shell;
  window.panels.length = 0;
  let reviewed = "";
  window.onPanel = (panel) => {
    reviewed = panel.webview.html;
    panel.press("apply");
  };
  const connection = await createIn(auth0, auth0Connection, {
    name: "users",
    strategy: "auth0",
    options: { ...options },
  });
  const portal = await createIn(auth0, auth0Application, { name: "Portal", type: "regular_web" });
  await createIn(auth0, enabledApplication, { connectionId: connection.ref.id, clientId: portal.ref.id });
  const draft = { connection: "users", email: "ada@example.com", password: "Old-Horse-9-Battery" };
  const ada = await createIn(auth0, auth0User, draft);
  const sent: object[] = [];
  auth0.stores.users.hook = () => undefined;
  const { create, update } = auth0.stores.users;
  auth0.stores.users.create = (ref, draft, signal) => {
    sent.push(draft);
    return create.call(auth0.stores.users, ref, draft, signal);
  };
  auth0.stores.users.update = (stored, changes, signal) => {
    sent.push(changes);
    return update.call(auth0.stores.users, stored, changes, signal);
  };
  const run = (command: Parameters<typeof runCommand>[0], moves: Moves, argument?: unknown) => {
    person.moves = [...moves];
    return runCommand(command, argument, services.logger);
  };
  return {
    ...shell,
    sent,
    node: { target: { kind: "resource", of: auth0User, account: contoso, ref: ada.ref, value: ada.value } },
    create: (moves: Moves) => run(createResourceCommand(services), moves),
    remove: (argument: unknown) => run(deleteResourceCommand(services), [], argument),
    run: (id: Parameters<typeof commandOf>[1], moves: Moves, argument?: unknown) =>
      run(commandOf(userCommands(services), id), moves, argument),
    page: () => reviewed,
    result: () => window.panels.at(-1)?.webview.html ?? "",
  };
}

const newUser: Moves = [{ pick: "User" }, { pick: "users" }, { type: "bob@example.com" }];

suite("users", () => {
  test("are made with a password that is made up, kept where secrets are, and offered once", async () => {
    const { create, sent, page, result, services } = await tenant();
    await create([...newUser, { pick: "Make one up" }]);
    const [{ password = "" } = {}] = sent as { password?: string }[];
    assert.match(password, /^\S{24}$/);
    assert.match(result(), /Password of the user bob@example\.com/);
    assert.ok(![page(), result(), person.heard].some((text) => text.includes(password)));
    const [journal] = await services.journals.list();
    assert.equal(
      journal?.entries[0]?.change.fields.find(({ path }) => path === "password")?.path,
      "password",
    );
    person.looksAway = true;
    person.presses.push("Copy Password of the User");
    await create([{ pick: "User" }, { pick: "users" }, { type: "eve@example.com" }, { pick: "Make one up" }]);
    assert.equal(env.clipboard.text, (sent[1] as { password?: string }).password);
  });

  test("made with a typed password are not offered it again", async () => {
    const { create, sent, result, auth0 } = await tenant();
    await create([...newUser, { pick: "Type it" }, { type: "Correct-Horse-9" }]);
    assert.deepEqual(sent, [{ connection: "users", email: "bob@example.com", password: "Correct-Horse-9" }]);
    assert.doesNotMatch(result(), /Password of the user/);
    assert.deepEqual(
      auth0.users.map(({ email }) => email),
      ["ada@example.com", "bob@example.com"],
    );
  });

  for (const [what, moves, said] of [
    ["no address", [{ type: "bob" }], /not an e-mail address/],
    [
      "a short password",
      [{ type: "b@c.de" }, { pick: "Type it" }, { type: "Ab1!" }],
      /at least 10 characters/,
    ],
    ["a weak password", [{ type: "b@c.de" }, { pick: "Type it" }, { type: "aaaabbbbcccc" }], /three of/],
    [
      "a run of equal characters",
      [{ type: "b@c.de" }, { pick: "Type it" }, { type: "Horse-9-aaa" }],
      /in a row/,
    ],
  ] as const) {
    test(`are not made with ${what}, which is refused where it is typed`, async () => {
      const { create, auth0 } = await tenant();
      await create([{ pick: "User" }, { pick: "users" }, ...moves]);
      assert.match(person.complaint ?? "", said);
      assert.equal(auth0.users.length, 1);
    });
  }

  test("have a name too where their connection wants one", async () => {
    const { create, auth0 } = await tenant({ requires_username: true });
    await create([...newUser, { type: "bob" }, { pick: "Make one up" }]);
    assert.equal(auth0.users[1]?.username, "bob");
  });

  test("get another password, which cannot be taken back, and it is offered when it was made up", async () => {
    const { run, sent, node, page, result } = await tenant();
    await run(commandIds.resetPassword, [{ pick: "From you" }, { pick: "Make one up" }], node);
    const [changes = {}] = sent;
    assert.deepEqual(Object.keys(changes), ["password"]);
    assert.match(page(), /this cannot be taken back/);
    assert.match(page(), /stay until they expire/);
    assert.match(result(), /Password of the user ada@example\.com/);
    assert.doesNotMatch(result(), /undoes its own changes/);
  });

  test("get a link for another password on the clipboard, after it was said that it cannot be taken back", async () => {
    const { run, node, sent } = await tenant();
    person.presses.push("Make the Link");
    await run(commandIds.resetPassword, [{ pick: "By a link" }], node);
    assert.match(env.clipboard.text, /^https:\/\/contoso\.eu\.auth0\.com\/lo\/reset\?ticket=.+-86400$/);
    const [asked, told] = person.messages;
    assert.match(asked?.detail ?? "", /cannot be taken back/);
    assert.doesNotMatch(told?.text ?? "", /ticket=/);
    assert.deepEqual(sent, []);
  });

  test("get no link when the person thinks better of it", async () => {
    const { run, node, auth0 } = await tenant();
    const before = auth0.calls.made.length;
    await run(commandIds.resetPassword, [{ pick: "By a link" }], node);
    assert.ok(!auth0.calls.made.slice(before).includes("createPasswordTicket"));
  });

  test("are deleted after it was said that nothing brings them back", async () => {
    const { remove, node, auth0, page } = await tenant();
    await remove(node);
    assert.deepEqual(auth0.users, []);
    assert.match(page(), /cannot be brought back/);
  });

  test("are found by a search, and never listed as a whole to choose one", async () => {
    const { run, auth0 } = await tenant();
    const lists = () => auth0.calls.made.filter((call) => call === "list auth0-user").length;
    const before = lists();
    await run(commandIds.findUser, [{ type: "nobody" }]);
    assert.match(person.heard, /no user in contoso\.eu\.auth0\.com that “nobody” finds/);
    assert.ok(person.heard.startsWith("Find User: "), "what a title promises is over");
    await run(commandIds.findUser, [{ type: "ada" }, { pick: "ada@example.com" }]);
    assert.equal(lists(), before);
    auth0.users = [];
    await run(commandIds.findUser, [{ type: "" }]);
    assert.match(person.heard, /no user in contoso\.eu\.auth0\.com\. /);
  });
});

suite("users in a connection that no application may use", () => {
  /** As {@link tenant}, with a database of its own that is enabled for nobody. */
  async function withUnused(changes: object = {}) {
    const shell = await tenant();
    const { ref } = await createIn(shell.auth0, auth0Connection, {
      name: "unused",
      strategy: "auth0",
      ...changes,
    });
    await createIn(shell.auth0, auth0Application, { name: "Machine", type: "non_interactive" });
    const undo = async () => {
      person.presses = ["Undo"];
      await runCommand(undoLastCommand(shell.services), undefined, shell.services.logger);
    };
    const isEnabled = () => shell.auth0.enabled.some(({ connectionId }) => connectionId === ref.id);
    return { ...shell, undo, isEnabled };
  }
  const toUnused: Moves = [{ pick: "User" }, { pick: "unused" }];
  const rest: Moves = [{ type: "bob@example.com" }, { pick: "Make one up" }];

  test("are made by a plan that enables it first, for an application that people sign in to; undo takes both back", async () => {
    const { create, auth0, page, undo, isEnabled } = await withUnused();
    await create([...toUnused, { pick: "Portal" }, ...rest]);
    const asked = person.prompts.find(({ text = "" }) => text.includes("is enabled for no application"));
    assert.deepEqual(asked?.lines, ["$(window) Portal"]);
    assert.match(page(), /Enable the connection “unused” for the application “Portal”/);
    assert.deepEqual([auth0.users.length, isEnabled()], [2, true]);
    await undo();
    assert.deepEqual([auth0.users.length, isEnabled()], [1, false]);
  });

  test("are asked nothing more where the whole domain may use it", async () => {
    const { create, auth0, isEnabled } = await withUnused({ isDomainConnection: true });
    auth0.stores.users.create = async (ref, { password: _, ...draft }) =>
      auth0.stores.users.put(ref.owner, "auth0|9", { ...draft, id: "auth0|9" });
    await create([...toUnused, ...rest]);
    assert.deepEqual([auth0.users.length, isEnabled()], [2, false]);
  });

  for (const [how, command] of [
    ["reviewed alone", reviewChangesCommand],
    ["reviewed with all others", reviewAllChangesCommand],
  ] as const) {
    test(`in a document, ${how}, have the same asked before them, and one that is not there refused`, async () => {
      const { services, auth0, isEnabled } = await withUnused();
      const begin = (connection: string) => {
        const user = { connection, email: "bob@example.com", password: { secret: "ask" } };
        return services.resources.begin(auth0User, contoso.domain, JSON.stringify(user));
      };
      const review = async (address: Awaited<ReturnType<typeof begin>>, ...moves: Moves) => {
        person.moves = [...moves];
        const given = command === reviewChangesCommand ? address : undefined;
        await runCommand(command(services), given, services.logger);
      };
      const typed = { type: "Correct-Horse-9" };
      const wrong = await begin("no-such");
      await review(wrong, typed);
      assert.match(person.heard, /has no connection “no-such” that could hold users/);
      services.resources.discard(wrong);
      await review(await begin("unused"), typed, { pick: "Portal" });
      assert.deepEqual([auth0.users.length, isEnabled()], [2, true]);
      const [journal] = await services.journals.list();
      const [enable, create] = journal?.entries ?? [];
      assert.deepEqual(create?.change.needs, [enable?.change.id]);
    });
  }

  test("are not asked for where there is no application to sign in to, nor without the right to enable it", async () => {
    const { create, auth0 } = await withUnused();
    auth0.applications = auth0.applications.filter(({ type }) => type === "non_interactive");
    await create([...toUnused, "escape"]);
    assert.match(
      person.heard,
      /enabled for no application, and contoso\.eu\.auth0\.com has none that people sign in/,
    );
    assert.equal(auth0.users.length, 1);
  });
});
