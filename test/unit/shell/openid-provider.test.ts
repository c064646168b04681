import assert from "node:assert/strict";
import { instancePath } from "../../../src/domain/instance-path.ts";
import { update } from "../../../src/resources/changes.ts";
import { readerOf, shelfOf } from "../../../src/resources/clouds.ts";
import { carryOut, newJournal } from "../../../src/resources/engine.ts";
import { auth0Application } from "../../../src/resources/kinds/auth0-application.ts";
import { openIdProvider } from "../../../src/resources/kinds/openid-provider.ts";
import type { TreeNode } from "../../../src/shell/tree/tree-node.ts";
import { collect } from "../../support/collect.ts";
import { basicCalculator, contosoApim } from "../../support/in-memory/index.ts";
import { createIn } from "../../support/kept.ts";
import { connectedShell } from "../../support/shell.ts";
import { env, person, window } from "../../support/vscode/index.ts";

const { copyCommands } = await import("../../../src/shell/commands/copy.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { clientSecretCommands } = await import("../../../src/shell/resources/client-secret.ts");
const { createResourceCommand } = await import("../../../src/shell/resources/create-resource.ts");
const { deleteResourceCommand } = await import("../../../src/shell/resources/delete-resource.ts");
const { undoLastCommand } = await import("../../../src/shell/journal/undo-last.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");

const signal = new AbortController().signal;
const metadataEndpoint = "https://contoso.eu.auth0.com/.well-known/openid-configuration";

async function shellWithProviders() {
  const shell = await connectedShell();
  const { azure, accounts, links, services } = shell;
  const store = azure.stores.providers;
  const below = async (node: TreeNode | undefined) => collect(node?.children?.(signal) ?? assert.fail());
  const group = async () => {
    const [subscription] = await collect(new ApimNodes(accounts, links).roots(signal));
    const [instance] = await below(subscription);
    return (await below(instance)).find(({ label }) => label === "OpenID Connect Providers");
  };
  const nodes = async () => below(await group());
  const run = (command: Parameters<typeof runCommand>[0], argument?: unknown) =>
    runCommand(command, argument, services.logger);
  const apply = async (command: Parameters<typeof runCommand>[0], argument: unknown) => {
    window.onPanel = (panel) => panel.press("apply");
    await run(command, argument);
  };
  const answer = async (moves: typeof person.moves) => {
    person.moves = [...moves];
    await apply(createResourceCommand(services), await group());
  };
  const typed = (...texts: readonly string[]) => [
    { pick: "Another one, by hand" },
    ...texts.map((type) => ({ type })),
  ];
  const create = () => answer(typed("Auth0", "", metadataEndpoint, "portal", "the-secret"));
  const remove = async () => apply(deleteResourceCommand(services), (await nodes())[0]);
  const undo = async (title: RegExp) => {
    person.presses = ["Undo"];
    const plan = (await services.journals.list()).find((one) => title.test(one.title))?.id;
    await run(undoLastCommand(services), { plan });
  };
  return { ...shell, store, nodes, below, run, answer, typed, create, remove, undo };
}

suite("OpenID Connect providers, as a person meets them", () => {
  test("one is created, shown, copied, and taken back", async () => {
    const { create, nodes, below, run, undo, store, services } = await shellWithProviders();
    await create();
    const [node] = await nodes();
    assert.deepEqual(
      (await below(node)).map(({ label, description }) => `${label}: ${description}`),
      [
        `Metadata endpoint: ${metadataEndpoint}`,
        "Client id: portal",
        "Used in the test console: true",
        "Used in the documentation: false",
      ],
    );
    for (const command of copyCommands(services).filter(({ id }) => id.endsWith("copyId")))
      await run(command, node);
    assert.equal(env.clipboard.text, "auth0");
    await undo(/^Create/);
    assert.deepEqual(store.all, []);
  });

  test("one stands for a tenant: its metadata, client and secret need no typing", async () => {
    const { answer, store, azure, auth0 } = await shellWithProviders();
    const portal = await createIn(auth0, auth0Application, {
      name: "Portal",
      type: "regular_web",
      tokenEndpointAuthMethod: "client_secret_post",
    });
    await answer([
      { pick: "Auth0 tenant contoso.eu.auth0.com" },
      "enter",
      { type: "" },
      { pick: "Portal" },
      { pick: "That of the application" },
    ]);
    const [made] = store.all;
    assert.deepEqual(
      [made?.ref.id, made?.value.displayName, made?.value.metadataEndpoint, made?.value.clientId],
      ["auth0-contoso-eu-auth0-com", "Auth0 (contoso.eu.auth0.com)", metadataEndpoint, portal.ref.id],
    );
    const { secrets } = azure.instance(contosoApim);
    assert.equal(secrets.get(made?.ref.id ?? ""), auth0.clientSecrets.get(portal.ref.id));
  });

  test("one stands for a directory of Entra: its metadata follow from it, in the cloud of the account", async () => {
    const { answer, store } = await shellWithProviders();
    const entra = { pick: "Microsoft Entra ID" } as const;
    await answer([entra, { type: "contoso" }, "escape"]);
    assert.match(person.complaint ?? "", /named by its id/);
    await answer([
      entra,
      { type: "contoso.onmicrosoft.com" },
      "enter",
      { type: "" },
      { type: "portal" },
      { type: "secret" },
    ]);
    assert.deepEqual(
      store.all.map(({ ref, value: { metadataEndpoint, clientId } }) => [ref.id, metadataEndpoint, clientId]),
      [
        [
          "microsoft-entra-id",
          "https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration",
          "portal",
        ],
      ],
    );
  });

  test("what cannot be one is refused where it is typed", async () => {
    const { answer, typed } = await shellWithProviders();
    for (const [texts, complaint] of [
      [["x".repeat(51)], "A name has 50 characters at most."],
      [["Auth0", "", "contoso"], "This must be an address that begins with https://."],
      [
        ["Auth0", "", metadataEndpoint.replace("https", "http")],
        "This must be an address that begins with https://.",
      ],
      [
        ["Auth0", "", "https://contoso.eu.auth0.com/"],
        "The address of a provider's metadata ends with /.well-known/openid-configuration.",
      ],
    ] as const) {
      await answer([...typed(...texts), "escape"]);
      assert.equal(person.complaint, complaint);
    }
  });

  test("one that signs in with an application gets the new secret when that is rotated", async () => {
    const { store, services, auth0, azure, run } = await shellWithProviders();
    const { ref } = await createIn(auth0, auth0Application, {
      name: "Portal",
      type: "regular_web",
      tokenEndpointAuthMethod: "client_secret_post",
    });
    store.put(instancePath(contosoApim), "auth0", {
      displayName: "Auth0",
      description: undefined,
      metadataEndpoint,
      clientId: ref.id,
      useInTestConsole: true,
      useInApiDocumentation: false,
    });
    const [, rotate] = clientSecretCommands(services);
    window.onPanel = (panel) => panel.press("apply");
    await run(rotate ?? assert.fail(), { target: { kind: "resource", of: auth0Application, ref } });
    const secret = azure.instance(contosoApim).secrets.get("auth0");
    assert.ok(secret !== undefined);
    assert.equal(secret, auth0.clientSecrets.get(ref.id));
  });

  test("one is deleted, and undo creates it again", async () => {
    const { create, remove, undo, store } = await shellWithProviders();
    await create();
    const made = store.all.map(({ value }) => value);
    await remove();
    assert.deepEqual(store.all, []);
    await undo(/^Delete/);
    assert.deepEqual(
      store.all.map(({ value }) => value),
      made,
    );
  });

  test("one that an API's users sign in with stays, whatever the casing of its id", async () => {
    const { create, remove, azure, store } = await shellWithProviders();
    await create();
    const etag = (await azure.readApi(basicCalculator, signal))?.etag ?? "";
    const authorization = { form: "list", oauth2: [], openIdProviderIds: ["AUTH0"] } as const;
    await azure.setUserAuthorization(basicCalculator, authorization, etag, signal);
    await remove();
    assert.match(person.heard, /The API “basic-calculator” uses the OpenID Connect provider “auth0”/);
    assert.equal(store.all.length, 1);
  });

  test("one is changed through the engine, field by field", async () => {
    const { create, services, azure, auth0, store } = await shellWithProviders();
    await create();
    const stored = store.all[0] ?? assert.fail();
    const change = update(openIdProvider, stored, { clientId: "other" }, { id: "change" });
    const plan = {
      title: "Change",
      subject: "s",
      changes: [change ?? assert.fail()],
      unchanged: [],
      notes: [],
    };
    const clouds = { auth0, azure };
    const desk = {
      shelf: (kind: string) => shelfOf(clouds, kind),
      reader: readerOf(clouds),
      keeper: services.journals,
      locks: services.locks,
    };
    const { entries } = await carryOut(newJournal(plan, "1", new Date()), desk, signal);
    assert.deepEqual(
      entries.map(({ state }) => state),
      ["made"],
    );
    const now = await store.read({ ...stored.ref, owner: instancePath(contosoApim) }, signal);
    assert.deepEqual(now?.value, { ...stored.value, clientId: "other" });
  });
});
