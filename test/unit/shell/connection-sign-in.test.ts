import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { instancePath } from "../../../src/domain/instance-path.ts";
import type { CredentialConnection } from "../../../src/resources/kinds/credential-connection.ts";
import { credentialConnection } from "../../../src/resources/kinds/credential-connection.ts";
import { contosoApim } from "../../support/in-memory/index.ts";
import { connectedShell, principal } from "../../support/shell.ts";
import { env, person } from "../../support/vscode/index.ts";

const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { connectionSignInCommand } = await import("../../../src/shell/resources/connection-sign-in.ts");
const { ApimNodes } = await import("../../../src/shell/tree/apim-nodes.ts");

const owner = instancePath(contosoApim);
const { signal } = new AbortController();

const waiting: CredentialConnection = {
  providerId: "crm",
  connectionId: "shop",
  authorizationType: "OAuth2",
  oAuth2GrantType: "AuthorizationCode",
  parameters: undefined,
  status: "Error",
  error: "This connection is not authenticated.",
};

/** A shell with a connection, and the command on it; `looks` are how often it is looked whether somebody has signed in. */
async function shellWith(connection: CredentialConnection) {
  const shell = await connectedShell();
  const { credentialConnections, credentialProviders } = shell.azure.stores;
  credentialProviders.put(owner, "crm", {
    displayName: "CRM",
    identityProvider: "oauth2",
    oauth2: undefined,
  });
  const put = (value: CredentialConnection) => credentialConnections.put(owner, "crm/shop", value);
  const { ref, value } = put(connection);
  const run = async (
    limit = 60_000,
    argument: unknown = {
      target: { kind: "resource", account: principal, of: credentialConnection, ref, value },
    },
  ) => {
    const command = connectionSignInCommand(shell.services, { interval: 0, limit });
    await runCommand(command, argument, shell.services.logger);
  };
  const signedIn = () => put({ ...waiting, status: "Connected", error: undefined });
  return { ...shell, put, run, signedIn };
}

suite("Sign In for Connection…", () => {
  setup(() => {
    env.opened.length = 0;
    person.presses = [];
    person.meanwhile.clear();
  });

  test("says where the page leads and what that lends, opens it, and tells that it is connected", async () => {
    const { run, signedIn } = await shellWith(waiting);
    person.presses = ["Open Page"];
    person.meanwhile.set("Open Page", signedIn);
    await run();
    const [asked] = person.messages;
    assert.match(
      `${asked?.text} ${asked?.detail}`,
      /connection “shop”\? A page of login\.example opens.*acts for them/,
    );
    // to the letter: a Uri would open another one
    assert.deepEqual(env.opened, ["https://login.example/crm/shop?ticket=of-one-person%2Ba%26b%3D"]);
    assert.match(person.heard, /The connection “shop” is connected\./);
    assert.ok(
      !JSON.stringify(person.messages).includes("of-one-person"),
      "whoever has the link can sign in by it",
    );
  });

  test("one that nobody signs in for is told with the words of the service, once patience ends", async () => {
    const { run } = await shellWith(waiting);
    person.presses = ["Open Page"];
    await run(0);
    assert.match(person.heard, /“shop” is not connected\. Error: This connection is not authenticated\./);
    assert.equal(person.messages.at(-1)?.kind, "warning");
  });

  test("opens nothing for who thinks better of it", async () => {
    const { run } = await shellWith(waiting);
    await run();
    assert.deepEqual(env.opened, []);
    assert.match(person.heard, /the page was not opened/);
  });

  test("by client credentials nobody signs in, and the tree does not offer it", async () => {
    const { run, accounts, links, azure } = await shellWith({
      ...waiting,
      oAuth2GrantType: "ClientCredentials",
      status: "Connected",
      error: undefined,
    });
    await run();
    assert.match(person.heard, /by client credentials: nobody signs in for it\. .*is connected/);
    assert.deepEqual(env.opened, []);
    const offers = async () => {
      const all: string[][] = [];
      const walk = async (
        nodes: ReturnType<InstanceType<typeof ApimNodes>["roots"]> | undefined,
      ): Promise<void> => {
        for await (const node of nodes ?? []) {
          if (node.id.endsWith("/crm/shop")) all.push([...(node.capabilities ?? [])]);
          await walk(node.children?.(signal));
        }
      };
      await walk(new ApimNodes(accounts, links).roots(signal));
      return all.map((words) => words.includes("signIn"));
    };
    assert.deepEqual(await offers(), [false]);
    azure.stores.credentialConnections.put(owner, "crm/shop", waiting);
    assert.deepEqual(await offers(), [true]);
  });

  test("from the palette it asks which one; one that is gone is told", async () => {
    const { run, azure } = await shellWith(waiting);
    person.moves = [{ pick: "shop" }];
    await run(0, undefined);
    assert.match(person.messages[0]?.text ?? "", /Sign in for the connection “shop”/);
    azure.stores.credentialConnections.drop("crm/shop");
    await run(0);
    assert.match(person.heard, /“crm\/shop” is gone/);
  });
});
