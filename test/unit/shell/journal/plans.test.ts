import assert from "node:assert/strict";
import { Failure } from "../../../../src/core/failure.ts";
import { kindOf } from "../../../../src/resources/all-kinds.ts";
import { creation } from "../../../../src/resources/changes.ts";
import { newJournal } from "../../../../src/resources/engine.ts";
import type { Journal } from "../../../../src/resources/journal.ts";
import { auth0Api } from "../../../../src/resources/kinds/auth0-api.ts";
import { auth0Application } from "../../../../src/resources/kinds/auth0-application.ts";
import { policy } from "../../../../src/resources/kinds/policy.ts";
import type { Services } from "../../../../src/shell/services.ts";
import { basicCalculator } from "../../../support/in-memory/index.ts";
import { connectedShell, contoso } from "../../../support/shell.ts";
import { commands, person, window } from "../../../support/vscode/index.ts";

const { runCommand } = await import("../../../../src/shell/commands/run-command.ts");
const { JournalStore } = await import("../../../../src/shell/journal/journal-store.ts");
const { watchKeptPlans } = await import("../../../../src/shell/journal/kept-plans.ts");
const { openPlansCommand } = await import("../../../../src/shell/journal/open-plans.ts");
const { PlanTab } = await import("../../../../src/shell/journal/plan-tab.ts");
const { runPlan } = await import("../../../../src/shell/journal/run-plan.ts");
const { undoLastCommand } = await import("../../../../src/shell/journal/undo-last.ts");

type Shell = Awaited<ReturnType<typeof connectedShell>>;

const { instance, apiId } = basicCalculator;
const level = { kind: "api", instance, apiId } as const;
const instancePath = [instance.subscriptionId, instance.resourceGroup, instance.serviceName].join("/");

/** A plan that creates an API and an application, and a policy after them. */
function plan(id: string): Journal {
  const api = { name: "Orders", identifier: "orders", scopes: [], signingAlgorithm: "RS256" } as const;
  const application = {
    name: "Portal",
    type: "regular_web",
    callbacks: [],
    grantTypes: [],
    tokenEndpointAuthMethod: "client_secret_post",
  } as const;
  const changes = [
    creation(auth0Api, contoso.domain, api, { id: "api" }),
    creation(auth0Application, contoso.domain, application, { id: "application", needs: ["api"] }),
    creation(
      policy,
      instancePath,
      { text: "<policies><inbound><base /></inbound></policies>" },
      { id: "policy", refId: `apis/${apiId}`, needs: ["application"] },
    ),
  ];
  const face = { title: `Plan ${id}`, subject: "orders", changes, unchanged: [], notes: [] };
  return newJournal(face, id, new Date(Number(id)));
}

const states = ({ entries }: Journal) => entries.map(({ state }) => state);
const written = ({ auth0 }: Shell) => [auth0.apis.length, auth0.applications.length];
const fault = () => new Failure("forbidden", "create:clients is missing.", { remedy: "Grant it." });

suite("plans, as a person meets them", () => {
  let shell: Shell;
  setup(async () => {
    shell = await connectedShell();
    window.panels.length = 0;
    window.onPanel = () => {};
    commands.executed.length = 0;
  });

  const make = (journal: Journal) =>
    runPlan(shell.services, journal, "make", PlanTab.show(shell.services, journal));
  const run = (command: ReturnType<typeof openPlansCommand>, argument?: object) =>
    runCommand(command, argument, shell.services.logger);

  /** Another window on the same storage, which shares its locks. */
  function otherWindow(): Services {
    const { services, folder, secrets } = shell;
    return {
      ...services,
      journals: new JournalStore(folder, secrets, async () => ({ kindOf }), services.logger),
      planTabs: new Map(),
    };
  }

  test("what failed is named, and made by Try Again without what is there being made twice", async () => {
    shell.auth0.calls.failNext("create auth0-application", fault());
    const ended = await make(plan("1"));
    assert.deepEqual(states(ended), ["made", "not-made", "waiting"]);
    const [panel] = window.panels;
    assert.match(panel?.title ?? "", /^Not finished: Plan 1/);
    assert.match(panel?.webview.html ?? "", /role="alert"[\s\S]*create:clients is missing\. Grant it\./);
    panel?.press("retry");
    assert.deepEqual(commands.executed.at(-1), {
      id: "auth0Apim.openPlans",
      values: [{ plan: "1", act: "make" }],
    });
    await run(openPlansCommand(shell.services), { plan: "1", act: "make" });
    assert.deepEqual(written(shell), [1, 1]);
    assert.match(panel?.title ?? "", /^Done: Plan 1/);
    assert.equal(window.panels.length, 1);
    assert.match(person.heard, /^Plan 1\. All 3 changes were made\.$/);
    assert.ok(person.statusBar.includes(person.heard), "the page says it, and no message beside it");
  });

  test("a plan on the same API waits for the one at work, says so, and is made then", async () => {
    const release = await shell.services.locks.hold("orders", new AbortController().signal);
    const waiting = make(plan("1"));
    while (!person.progress.some((text) => /^Waits for another plan/.test(text)))
      await new Promise(setImmediate);
    assert.match(window.panels[0]?.told.at(-1)?.parts["status"] ?? "", /^Waits for another plan/);
    assert.deepEqual(written(shell), [0, 0]);
    await release();
    assert.deepEqual(states(await waiting), ["made", "made", "made"]);
  });

  test("Undo waits for the plan at work and takes back what that has made meanwhile", async () => {
    const journal = plan("1");
    let undoing: Promise<void> | undefined;
    shell.auth0.calls.beforeNext("create auth0-application", () => {
      person.presses = ["Undo"];
      undoing = runCommand(undoLastCommand(otherWindow()), { plan: "1" }, shell.services.logger);
    });
    await make(journal);
    await undoing;
    assert.deepEqual(written(shell), [0, 0]);
    assert.match(person.heard, /^Undone: Plan 1/);
  });

  test("Cancel while it waits writes nothing", async () => {
    const release = await shell.services.locks.hold("orders", new AbortController().signal);
    const waiting = make(plan("1"));
    while (window.panels[0]?.told.length === 0) await new Promise(setImmediate);
    window.panels[0]?.press("stop");
    assert.deepEqual(states(await waiting), ["waiting", "waiting", "waiting"]);
    await release();
    assert.deepEqual(written(shell), [0, 0]);
    assert.deepEqual(await shell.services.journals.list(), []);
  });

  test("Stop begins no further change, and says that it is stopping", async () => {
    shell.auth0.calls.beforeNext("create auth0-api", () => {
      window.panels[0]?.press("stop");
      assert.match(window.panels[0]?.told.at(-1)?.parts["actions"] ?? "", /Stopping…/);
    });
    const ended = await make(plan("1"));
    assert.deepEqual(states(ended).slice(1), ["waiting", "waiting"]);
    assert.equal(shell.auth0.applications.length, 0);
    assert.match(window.panels[0]?.title ?? "", /^Not finished/);
  });

  test("a page at work changes its rows by messages, and a tab that was out of sight comes back as it is by then", async () => {
    shell.auth0.calls.beforeNext("create auth0-api", () => window.panels[0]?.turn(false));
    let changed: string[] = [];
    shell.auth0.calls.beforeNext("create auth0-application", () => {
      const [panel] = window.panels;
      changed = panel?.told.flatMap(({ parts }) => Object.keys(parts)) ?? [];
      panel?.turn(true);
      assert.match(
        panel?.webview.html ?? "",
        /id="row-api">[\s\S]*?· made[\s\S]*id="row-application">[\s\S]*?· running/,
      );
    });
    await make(plan("1"));
    assert.deepEqual([...new Set(changed)].sort(), ["meter", "row-api", "row-application", "status"]);
  });

  test("Keep and Continue Later keeps a plan that was not begun, too, and Show Plans finds it", async () => {
    PlanTab.show(shell.services, plan("1"));
    window.panels[0]?.press("later");
    while ((await shell.services.journals.list()).length === 0) await new Promise(setImmediate);
    person.moves = ["enter"];
    await run(openPlansCommand(otherWindow()));
    assert.deepEqual(person.prompts.at(-1)?.details?.[0]?.[0], "not begun");
    assert.match(window.panels.at(-1)?.webview.html ?? "", /data-action="retry"/);
  });

  test("Show Plans lists plans of every window, newest first, with how they stand", async () => {
    shell.auth0.calls.failNext("create auth0-application", fault());
    await make(plan("1"));
    await runPlan(otherWindow(), { ...plan("2"), entries: plan("2").entries.slice(2) }, "make", undefined);
    person.moves = ["enter"];
    await run(openPlansCommand(shell.services));
    const seen = person.prompts.at(-1);
    assert.deepEqual(
      seen?.lines?.map((line) => line.replace(/^\$\(\w+\) /, "")),
      ["Plan 2", "Plan 1"],
    );
    assert.deepEqual(
      seen?.details?.map(([description]) => description),
      ["done", "not finished: 1 of 3 changes are made"],
    );
    assert.match(window.panels.at(-1)?.title ?? "", /^Done: Plan 2/);
  });

  test("Forget This Plan asks, and forgets the journal with its secrets; the clouds stay as they are", async () => {
    shell.auth0.calls.failNext("create auth0-application", fault());
    await make(plan("1"));
    window.panels[0]?.press("forget");
    const argument = { plan: "1", act: "forget" };
    assert.deepEqual(commands.executed.at(-1)?.values, [argument]);
    await run(openPlansCommand(shell.services), argument);
    assert.equal((await shell.services.journals.list()).length, 1, "not answered");
    person.presses = ["Forget"];
    await run(openPlansCommand(shell.services), argument);
    assert.deepEqual(await shell.services.journals.list(), []);
    assert.equal(await shell.secrets.read("journal/1"), undefined);
    assert.deepEqual(written(shell), [1, 0]);
  });

  test("a plan that is gone is said to be", async () => {
    await run(openPlansCommand(shell.services), { plan: "gone", act: "make" });
    assert.match(person.heard, /is kept no longer/);
  });

  suite("where the keychain refuses the texts", () => {
    setup(() => {
      shell.secrets.write = () => Promise.reject(new Error("The keychain is locked."));
    });

    test("says so before anything is written, and Cancel leaves all as it is", async () => {
      const ended = await make(plan("1"));
      const question = person.messages.at(-1);
      assert.ok(question?.modal);
      assert.match(question.text, /cannot be kept for undo after a reload/);
      assert.deepEqual(question.buttons, ["Go On"]);
      assert.deepEqual(states(ended), ["waiting", "waiting", "waiting"]);
      assert.deepEqual(written(shell), [0, 0]);
    });

    test("on Go On all is made; undo knows the texts in this window, and after a reload leaves what it does not know", async () => {
      person.presses = ["Go On"];
      await make(plan("1"));
      assert.deepEqual(written(shell), [1, 1]);
      assert.ok(!JSON.stringify([...shell.folder.texts]).includes("<policies>"));
      person.presses = ["Undo"];
      await run(undoLastCommand(otherWindow()), { plan: "1" });
      assert.match(person.heard, /^Partly undone: Plan 1/);
      assert.match(
        window.panels.at(-1)?.title ?? "",
        /^Partly undone: Plan 1/,
        "its page says what is still there",
      );
      assert.ok(await shell.azure.readPolicy(level, new AbortController().signal));
    });
  });

  suite("after a restart", () => {
    const start = async (services: Services) => {
      const watching = watchKeptPlans(services);
      for (let turns = 0; turns < 50; turns += 1) await new Promise(setImmediate);
      watching.dispose();
    };
    const cutOff = async () => {
      shell.auth0.calls.failNext("create auth0-application", fault());
      await make(plan("1"));
      person.messages.length = 0;
    };

    test("an unfinished plan is offered once, without asking the keychain", async () => {
      await cutOff();
      shell.secrets.read = () => Promise.reject(new Error("asked"));
      person.presses = ["Continue"];
      await start(otherWindow());
      assert.deepEqual(
        person.messages.map(({ text, buttons }) => [text, buttons]),
        [["A plan was not finished: Plan 1. 1 of 3 changes are made.", ["Continue", "Undo", "Later"]]],
      );
      assert.deepEqual(commands.executed.at(-1)?.values, [{ plan: "1", act: "make" }]);
      assert.equal(commands.context("auth0Apim.canUndo"), true);
      assert.equal(commands.context("auth0Apim.hasPlans"), true);
    });

    test("Undo of the offer takes back that plan", async () => {
      await cutOff();
      person.presses = ["Undo"];
      await start(otherWindow());
      assert.deepEqual(commands.executed.at(-1), { id: "auth0Apim.undoLast", values: [{ plan: "1" }] });
    });

    test("a plan that another window is at work on is not offered, nor one that is done", async () => {
      await cutOff();
      const release = await shell.services.locks.hold("orders", new AbortController().signal);
      await start(otherWindow());
      assert.deepEqual(person.messages, []);
      await release();
      await run(openPlansCommand(shell.services), { plan: "1", act: "make" });
      person.messages.length = 0;
      await start(otherWindow());
      assert.deepEqual(person.messages, []);
    });

    test("menus hear of it when the last plan is undone", async () => {
      await make(plan("1"));
      const watching = watchKeptPlans(shell.services);
      person.presses = ["Undo"];
      await run(undoLastCommand(shell.services), { plan: "1" });
      while (commands.context("auth0Apim.hasPlans") !== false) await new Promise(setImmediate);
      assert.equal(commands.context("auth0Apim.canUndo"), false);
      watching.dispose();
    });
  });
});
