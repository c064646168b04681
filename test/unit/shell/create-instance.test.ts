import assert from "node:assert/strict";
import type { Target } from "../../../src/shell/target.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, principal } from "../../support/shell.ts";
import { person, window } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { createInstanceCommand } = await import("../../../src/shell/commands/create-instance.ts");
const { republishPortalCommand } = await import("../../../src/shell/commands/republish-portal.ts");

const answers: typeof person.moves = [
  { pick: "Contoso" },
  { pick: "contoso" },
  { pick: "Consumption" },
  { pick: "westeurope" },
  { type: "contoso-new" },
  { type: "Contoso" },
  { type: "admin@contoso.com" },
];

type Shell = Awaited<ReturnType<typeof connectedShell>>;

async function create(
  moves: typeof person.moves,
  prepare?: (shell: Shell) => unknown,
  argument?: unknown,
  decision: "apply" | "cancel" = "apply",
) {
  const shell = await connectedShell();
  const locations = ["westeurope"];
  shell.azure.tiers = [
    { name: "Developer", locations, capacity: 1 },
    { name: "Consumption", locations, capacity: 0 },
  ];
  prepare?.(shell);
  window.panels.length = 0;
  window.onPanel = (panel) => panel.press(decision);
  person.moves = [...moves];
  await runCommand(createInstanceCommand(shell.services), argument, shell.services.logger);
  return { ...shell, made: shell.azure.stores.instances.all };
}

suite("Create Instance…", () => {
  test("asks where, which tier with advice, and what; shows the plan, makes it, and draws the tree anew", async () => {
    const { made, refreshes } = await create(answers);
    assert.deepEqual(made[0]?.value, {
      location: "westeurope",
      sku: { name: "Consumption", capacity: 0 },
      publisherName: "Contoso",
      publisherEmail: "admin@contoso.com",
      hosts: [],
    });
    assert.equal(made[0]?.ref.owner, `${contosoApim.subscriptionId}/contoso/contoso-new`);
    assert.deepEqual(refreshes, ["both"]);
    const tiers = JSON.stringify(
      person.prompts.find(({ lines = [] }) => lines.join().includes("Consumption")),
    );
    assert.match(tiers, /No developer portal/);
    assert.match(tiers, /Ready in 30 to 40 minutes/);
  });

  test("the page says what it takes before anything is made, and Cancel makes nothing", async () => {
    const { made } = await create(answers, undefined, undefined, "cancel");
    const page = window.panels[0]?.webview.html ?? "";
    assert.match(page, /less than a minute/);
    assert.match(page, /48 hours/);
    assert.match(page, /westeurope<\/code> <span class="quiet">\(cannot be changed later\)/);
    assert.doesNotMatch(page, /admin@.*cannot be changed later/);
    assert.equal(made.length, 0);
  });

  test("from a subscription it is not asked for, and a group is named by hand", async () => {
    const [value] = (await connectedShell()).azure.subscriptions;
    assert.ok(value);
    const target: Target = { kind: "subscription", account: principal, value };
    const moves = [{ pick: "Another existing resource group…" }, { type: "other" }, ...answers.slice(2)];
    const { made } = await create(moves, undefined, { target });
    assert.match(made[0]?.ref.owner ?? "", /\/other\/contoso-new$/);
  });

  test("a name that is taken is asked for again, with what the service says", async () => {
    const { made } = await create(
      [...answers.slice(0, 4), { type: "contoso-old" }, { type: "contoso-new" }, ...answers.slice(5)],
      ({ azure }) => azure.takenNames.add("contoso-old"),
    );
    assert.deepEqual(
      made.map(({ ref }) => ref.id),
      ["contoso-new"],
    );
    const asked = person.prompts.filter(({ text = "" }) => /Name of the instance/.test(text));
    assert.match(asked[1]?.text ?? "", /^contoso-old is already in use\./);
    assert.equal(asked[1]?.value, "contoso-old");
  });

  test("the name of one that was deleted not long ago is refused before any plan", async () => {
    const { made } = await create(answers, ({ azure }) => azure.softDeleted.add("contoso-new"));
    assert.match(person.heard, /deleted less than 48 hours ago.*Purge it/);
    assert.deepEqual([made.length, window.panels.length], [0, 0]);
  });

  test("what is wrong is said where it is typed, and nothing is written after Esc", async () => {
    for (const [before, wrong, complaint] of [
      [4, "1contoso", /begins with a letter/],
      [5, "x".repeat(101), /100 characters at most/],
      [6, "admin", /an e-mail address/],
    ] as const) {
      const { azure } = await create([...answers.slice(0, before), { type: wrong }, "escape"]);
      assert.match(person.complaint ?? "", complaint);
      assert.equal(azure.calls.writes.length, 0);
    }
  });

  test("says what to do where no tier, or no subscription, is offered", async () => {
    await create(answers.slice(0, 2), ({ azure }) => azure.tiers.splice(0));
    assert.match(person.heard, /No tier of API Management is offered.*registered there/);
    await create([], ({ azure }) => azure.subscriptions.splice(0));
    assert.match(person.heard, /sees no subscription/);
  });
});

suite("Republish Developer Portal", () => {
  const republish = async (change: object = {}, decision: "apply" | "cancel" = "apply") => {
    const shell = await connectedShell();
    window.panels.length = 0;
    window.onPanel = (panel) => panel.press(decision);
    const instance = { ...contosoApim, ...change };
    const target: Target = { kind: "instance", account: principal, instance, value: instance };
    await runCommand(republishPortalCommand(shell.services), { target }, shell.services.logger);
    window.onPanel = () => {};
    return shell.azure.instance(contosoApim).portalRevisions;
  };

  test("shows the plan with what undoing means, and publishes", async () => {
    const [made] = await republish();
    assert.equal(made?.description, "Published by hand", person.heard);
    const none = await republish({}, "cancel");
    assert.match(window.panels[0]?.webview.html ?? "", /stays so until the next publication/);
    assert.equal(none.length, 0);
  });

  test("says why there is nothing to publish", async () => {
    const made = await republish({ sku: "Consumption", developerPortalUrls: [] });
    assert.match(person.heard, /contoso-apim \(Consumption\) has no developer portal/);
    assert.equal(made.length, 0);
  });
});
