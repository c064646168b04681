import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { SdkCloudFactory } from "../../src/adapters/cloud-factory.ts";
import type { SandboxInfo } from "../../src/domain/account.ts";
import { instancePath } from "../../src/domain/instance-path.ts";
import { kinds } from "../../src/resources/all-kinds.ts";
import { storeIn } from "../../src/resources/clouds.ts";
import { importedApi } from "../../src/resources/kinds/imported-api.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { viewIds } from "../../src/shell/ids.ts";
import { kindExamples, makeOneOfEach } from "../support/kind-examples.ts";
import {
  auth0Account,
  azureAccount,
  openAuth0,
  openAzure,
  sandboxCalculator,
} from "../support/sandbox-accounts.ts";
import { drawTree, type Row } from "../support/tree-rows.ts";
import { InMemoryMemento } from "../support/vscode/memento.ts";
import type { Workbench } from "./workbench.ts";

const { Accounts } = await import("../../src/shell/session/accounts.ts");
const { SessionSecretStore } = await import("../../src/shell/session/secret-storage.ts");
const { Auth0Nodes } = await import("../../src/shell/tree/auth0-nodes.ts");
const { ApimNodes } = await import("../../src/shell/tree/apim-nodes.ts");

/** What somebody else needs to sign in to the sandbox that the extension has started and asked. */
export function sandboxOf(workbench: Workbench): SandboxInfo {
  const asked = workbench.exchanges();
  const form = (service: Exchange["service"]) => {
    const one = asked.find((each) => each.service === service && each.requestBody.includes("client_secret"));
    assert.ok(one, `nobody has signed in to ${service}`);
    const fields = new URLSearchParams(one.requestBody);
    const clientId = fields.get("client_id") ?? "";
    return { url: new URL(one.url), clientId, clientSecret: fields.get("client_secret") ?? "" };
  };
  const { url: tenant, ...auth0 } = form("auth0");
  const { url: authority, ...azure } = form("entra");
  const manager = asked.find(
    ({ service, url }) => service === "resourceManager" && /\/subscriptions\/[^/?]+\//.test(url),
  );
  const resourceManager = new URL(manager?.url ?? assert.fail("nobody has asked Azure"));
  const names = fs.readdirSync(workbench.server.dataDir, { recursive: true, encoding: "utf8" });
  const ca =
    names.find((name) => /\bca[^/]*\.pem$/.test(name)) ??
    assert.fail(names.filter((n) => n.endsWith(".pem")).join());
  return {
    auth0: { domain: tenant.host, ...auth0 },
    azure: {
      authorityHost: authority.origin,
      resourceManager: resourceManager.origin,
      tenantId: authority.pathname.split("/")[1] ?? "",
      subscriptionId: resourceManager.pathname.split("/")[2] ?? "",
      ...azure,
    },
    gateway: "",
    portal: "",
    ca: path.join(workbench.server.dataDir, ca),
  };
}

/** Makes one of each kind that trees show, and a second revision of an API, as somebody else would. */
export async function fillSandbox(info: SandboxInfo): Promise<void> {
  const examples = await kindExamples();
  const { instance, apiId } = sandboxCalculator(info);
  const owner = instancePath(instance);
  const fill = async (cloud: Parameters<typeof makeOneOfEach>[0], place: string, name: "auth0" | "azure") => {
    const shown = kinds.filter((kind) => kind.cloud === name && kind.tree);
    const ours = shown.flatMap((kind) => examples.find((example) => example.kind.id === kind.id) ?? []);
    await makeOneOfEach(cloud, place, ours);
  };
  const azure = await openAzure(info);
  await Promise.all([fill(await openAuth0(info), info.auth0.domain, "auth0"), fill(azure, owner, "azure")]);
  const apis = storeIn(azure, importedApi);
  const { signal } = new AbortController();
  const ref = { kind: importedApi.id, owner, id: apiId };
  const { value } = (await apis.read(ref, signal)) ?? assert.fail(apiId);
  await apis.create(
    { ...ref, id: `${apiId};rev=2` },
    { ...value, source: apiId, revisionDescription: "To try" },
    signal,
  );
}

/** The rows of both trees as the sandbox is now, drawn by the extension's own code outside the editor. */
export async function drawSandbox(info: SandboxInfo): Promise<readonly Row[]> {
  const accounts = new Accounts(new InMemoryMemento(), new SessionSecretStore(), new SdkCloudFactory());
  await accounts.connectTenant(auth0Account(info), info.auth0.clientSecret);
  await accounts.connectAzure(azureAccount(info), info.azure.clientSecret);
  const nothing = () => undefined;
  const badges = {
    onDidChange: () => ({ dispose: nothing }),
    wantInstance: nothing,
    wantTenant: nothing,
    ofApimApi: nothing,
    ofAuth0Api: nothing,
  };
  const apim = new ApimNodes(accounts, badges);
  const [auth0, azure] = await Promise.all([
    drawTree(viewIds.tenants, () => new Auth0Nodes(accounts, badges).roots()),
    drawTree(viewIds.instances, (signal) => apim.roots(signal)),
  ]);
  return [...auth0.rows, ...azure.rows];
}
