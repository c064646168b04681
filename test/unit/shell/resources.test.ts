import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { unknown } from "../../../src/core/known.ts";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { Field, Kind } from "../../../src/resources/kind.ts";
import { authorizationServer } from "../../../src/resources/kinds/authorization-server.ts";
import type { TreeNode } from "../../../src/shell/tree/tree-node.ts";
import { collect } from "../../support/collect.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell } from "../../support/shell.ts";
import { env, person, window } from "../../support/vscode/index.ts";

const { copyCommands } = await import("../../../src/shell/commands/copy.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { deleteResourceCommand } = await import("../../../src/shell/resources/delete-resource.ts");
const { undoLastCommand } = await import("../../../src/shell/journal/undo-last.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");

const signal = new AbortController().signal;
const address = "https://contoso.example/register";

/** Fields of which nothing is asked. */
const notAsked = Object.fromEntries(
  Object.entries<Field>(authorizationServer.fields).map(([name, { ask: _, ...field }]) => [name, field]),
);

/** A kind as a row describes it: what is asked, what stands in the tree. */
const asked: Kind = {
  ...authorizationServer,
  plural: "Sign-In Servers",
  tree: { under: "instance" },
  defaults: { grantTypes: ["authorizationCode"], tokenBodyParameters: [], defaultScope: "told-to-few" },
  fields: {
    ...notAsked,
    displayName: { label: "Name", ask: { prompt: "Its name" } },
    description: { label: "Description", ask: { prompt: "What it is for", optional: true } },
    clientRegistrationEndpoint: {
      label: "Registration endpoint",
      ask: { prompt: "Where to register", example: "https://example.com/" },
    },
    defaultScope: { label: "Default scope", confidential: true },
    clientSecret: { label: "Client secret", secret: true, ask: { prompt: "Its secret" } },
  } satisfies Record<string, Field>,
};

/** A shell whose cloud keeps {@link asked}. */
async function shellWith(kind = asked) {
  const shell = await connectedShell();
  const { azure, accounts, links, services } = shell;
  const store = azure.shelves.get(kind.id)?.store ?? assert.fail();
  Object.assign(azure, { shelves: new Map([...azure.shelves, [kind.id, { kind, store }]]) });
  const nodes = new ApimNodes(accounts, links);
  const group = async (): Promise<TreeNode> => {
    const [subscription] = await collect(nodes.roots(signal));
    const [instance] = await collect(subscription?.children?.(signal) ?? assert.fail());
    const groups = await collect(instance?.children?.(signal) ?? assert.fail());
    return groups.find(({ label }) => label === kind.plural) ?? assert.fail("There is no group.");
  };
  const run = (command: Parameters<typeof runCommand>[0], argument: unknown) =>
    runCommand(command, argument, services.logger);
  const create = async (answers: typeof person.moves, decision: "apply" | "cancel" = "apply") => {
    person.moves = [...answers];
    window.onPanel = (panel) => panel.press(decision);
    await run(createResourceCommand(services), await group());
  };
  const all = async () => collect((await group()).children?.(signal) ?? assert.fail());
  const remove = async (decision: "apply" | "cancel" = "apply") => {
    window.onPanel = (panel) => panel.press(decision);
    const [node] = await all();
    await run(deleteResourceCommand(services), node);
  };
  return { ...shell, group, run, create, all, remove };
}

const answers: typeof person.moves = [
  { type: "Örders & more" },
  { type: "" },
  { type: address },
  { type: "the-secret" },
];

suite("what a row of a kind gives without a line of its own", () => {
  setup(() => {
    window.panels.length = 0;
  });
  test("a group in the tree, which says what it lacks; without a wish for one there is none", async () => {
    const { group, all } = await shellWith();
    const { whenEmpty, capabilities } = await group();
    assert.deepEqual(
      [whenEmpty, capabilities],
      ["No Sign-In Servers yet", ["create", "template", "refresh", "filter"]],
    );
    assert.deepEqual(await all(), []);
    const { tree: _, ...hidden } = asked;
    await assert.rejects((await shellWith(hidden)).group(), /There is no group/);
  });

  test("is asked for field by field, the secret out of sight, and created by a reviewed plan", async () => {
    const { create, azure, all } = await shellWith();
    await create(answers);
    assert.deepEqual(
      person.prompts.map(({ text, password }) => [text, password ?? false]),
      [
        ["Its name", false],
        ["What it is for (may be left empty)", false],
        ["Where to register", false],
        ["Its secret", true],
      ],
    );
    const held = azure.instance(contosoApim);
    const made = held.authorizationServers.get("orders-more");
    assert.equal(made?.displayName, "Örders & more");
    assert.deepEqual([made?.clientRegistrationEndpoint, made?.description], [address, undefined]);
    assert.deepEqual(made?.grantTypes, ["authorizationCode"]);
    assert.equal(held.secrets.get("orders-more"), "the-secret");
    const [node] = await all();
    assert.deepEqual(
      [node?.label, node?.capabilities],
      ["Örders & more", ["id", "json", "refresh", "document", "delete", "browser"]],
    );
  });

  test("shows its fields but what is secret or confidential, and no secret on the page of the plan", async () => {
    const { create, all } = await shellWith();
    await create(answers);
    const [node] = await all();
    const facts = await collect(node?.children?.(signal) ?? assert.fail());
    assert.deepEqual(
      facts.map(({ label, description }) => [label, description]),
      [
        ["Authorization endpoint URL", "none"],
        ["Token endpoint URL", "none"],
        ["Client id", "none"],
        ["Authorization grant types", "authorizationCode"],
      ],
    );
    assert.ok(!/the-secret|told-to-few/.test(JSON.stringify(facts)));
    assert.ok(!(window.panels[0]?.webview.html ?? "the-secret").includes("the-secret"));
  });

  test("nothing is written after Cancel, nor after Esc at any question", async () => {
    const { create, azure } = await shellWith();
    await create(answers, "cancel");
    assert.match(person.heard, /the plan was not applied/);
    for (let count = 0; count < answers.length; count += 1)
      await create([...answers.slice(0, count), "escape"]);
    assert.equal(azure.calls.writes.length, 0);
  });

  test("an answer is asked for again when it is empty or no https address, and kept on the way back", async () => {
    const { create } = await shellWith();
    for (const [before, wrong, complaint] of [
      [0, "", "This is needed."],
      [2, "http://contoso.example", "This must be an address that begins with https://."],
      [2, "nowhere", "This must be an address that begins with https://."],
    ] as const) {
      person.complaint = undefined;
      await create([...answers.slice(0, before), { type: wrong }, "escape"]);
      assert.equal(person.complaint, complaint);
    }
    person.prompts.length = 0;
    await create([{ type: "Orders" }, "back", "escape"]);
    assert.equal(person.prompts.at(-1)?.value, "Orders");
  });

  test("several elements of a set are chosen at once, the first one when nobody says otherwise", async () => {
    const choices = ["authorizationCode", "implicit", "clientCredentials"].map((value) => ({
      value,
      label: value,
    }));
    const grantTypes: Field = { label: "Grants", set: {}, ask: { prompt: "Which grants?", choices } };
    const { create, azure } = await shellWith({
      ...asked,
      fields: { ...asked.fields, grantTypes } as Kind["fields"],
    });
    const made = () => azure.instance(contosoApim).authorizationServers.get("orders-more")?.grantTypes;
    await create([...answers, "enter"]);
    assert.deepEqual(made(), ["authorizationCode"]);
    azure.stores.servers.drop("orders-more");
    await create([...answers, { pick: [] }, { pick: ["implicit", "clientCredentials"] }]);
    assert.deepEqual(made(), ["implicit", "clientCredentials"]);
  });

  test("is not asked for what earlier answers make needless", async () => {
    const description: Field = {
      label: "Description",
      ask: { prompt: "What it is for", unless: ({ displayName }) => displayName === "Plain" },
    };
    const { create } = await shellWith({
      ...asked,
      fields: { ...asked.fields, description } as Kind["fields"],
    });
    await create([{ type: "Plain" }, { type: address }, { type: "the-secret" }]);
    assert.deepEqual(
      person.prompts.map(({ text }) => text),
      ["Its name", "Where to register", "Its secret"],
    );
  });

  test("a second one of the same name gets an id of its own", async () => {
    const { create, azure } = await shellWith();
    azure.stores.servers.put(instancePath(contosoApim), "orders-more", {
      ...(await somebodysServer()),
      displayName: "Of somebody else",
    });
    await create(answers);
    assert.deepEqual(
      [...azure.instance(contosoApim).authorizationServers.keys()],
      ["orders-more", "orders-more-2"],
    );
  });

  test("undo takes the creation back", async () => {
    const { create, run, services, azure } = await shellWith();
    await create(answers);
    person.presses = ["Undo"];
    await run(undoLastCommand(services), undefined);
    assert.equal(azure.instance(contosoApim).authorizationServers.size, 0);
  });

  test("is deleted by a reviewed plan, which says what is lost, and undo creates it again", async () => {
    const { create, remove, run, services, azure } = await shellWith();
    const held = () => azure.instance(contosoApim).authorizationServers.size;
    await create(answers);
    await remove("cancel");
    assert.equal(held(), 1);
    assert.match(
      window.panels.at(-1)?.webview.html ?? "",
      /without what nobody can read now: Client secret, Resource owner password\./,
    );
    await remove();
    assert.equal(held(), 0);
    const plan = (await services.journals.list()).find(({ title }) => title.startsWith("Delete"))?.id;
    person.presses = ["Undo"];
    await run(undoLastCommand(services), { plan });
    assert.equal(held(), 1);
  });

  test("is not deleted while something uses it, which is said before anything is planned", async () => {
    const { create, remove, azure } = await shellWith();
    await create(answers);
    const etag = (await azure.readApi(basicCalculator, signal))?.etag ?? "";
    const oauth2 = [{ authorizationServerId: "orders-more", scope: undefined }];
    await azure.setUserAuthorization(
      basicCalculator,
      { form: "list", oauth2, openIdProviderIds: [] },
      etag,
      signal,
    );
    const pages = window.panels.length;
    await remove();
    assert.match(person.heard, /The API “basic-calculator” uses the authorization server/);
    assert.equal(window.panels.length, pages);
    assert.equal(azure.instance(contosoApim).authorizationServers.size, 1);
  });

  test("the plan says so where it could not be read who uses it", async () => {
    const { create, remove } = await shellWith({ ...asked, inUse: async () => unknown });
    await create(answers);
    await remove("cancel");
    assert.match(window.panels.at(-1)?.webview.html ?? "", /Who uses it could not be read/);
  });

  test("what is gone already is said, and no plan is made", async () => {
    const { create, all, run, services, azure } = await shellWith();
    await create(answers);
    const [node] = await all();
    azure.stores.servers.drop("orders-more");
    await run(deleteResourceCommand(services), node);
    assert.match(person.heard, /“Örders & more” is gone already/);
  });

  test("a failure of the cloud ends in the plan's own verdict", async () => {
    const { create, azure } = await shellWith();
    person.looksAway = true;
    azure.calls.failNext(`create ${asked.id}`, new Failure("forbidden", "You may not."));
    await create(answers);
    assert.match(person.heard, /You may not/);
    assert.equal(azure.instance(contosoApim).authorizationServers.size, 0);
  });

  test("its id and its JSON are copied by the commands of every tree item", async () => {
    const { create, all, run, services } = await shellWith();
    await create(answers);
    const [node] = await all();
    const copied: string[] = [];
    for (const command of copyCommands(services).filter(({ id }) => /Id$|Json$/.test(id))) {
      await run(command, node);
      copied.push(env.clipboard.text);
    }
    assert.equal(copied[0], "orders-more");
    assert.equal(JSON.parse(copied[1] ?? "").displayName, "Örders & more");
  });
});

async function somebodysServer() {
  const { create, azure } = await shellWith();
  await create(answers);
  return azure.instance(contosoApim).authorizationServers.get("orders-more") ?? assert.fail();
}
