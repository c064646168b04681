import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { suite, suiteSetup, test } from "mocha";
import { clients } from "./list.ts";
import { hasProgram, runWell, temporaryFolder } from "./programs.ts";
import { withClientSandbox } from "./sandbox.ts";

const ordersApi = {
  openapi: "3.0.1",
  info: { title: "Orders", version: "1" },
  servers: [{ url: "https://orders.example" }],
  paths: {
    "/orders": {
      get: { operationId: "list-orders", summary: "List", responses: { 200: { description: "all" } } },
      post: { operationId: "add-order", summary: "Add", responses: { 201: { description: "added" } } },
    },
  },
};

/** Installs the distribution's package where this user may; there is none of it in a registry that npm knows. */
function ensureAzureCli(): boolean {
  if (hasProgram("az")) return true;
  if (!hasProgram("apt-get")) return false;
  const sudo = process.getuid?.() === 0 ? [] : ["sudo", "-n"];
  console.log(
    "installing the Azure CLI from the distribution (apt-get install azure-cli), about 700 MB on disk …",
  );
  const install =
    "env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -qq azure-cli";
  const [program = "env", ...args] = [...sudo, ...install.split(" ")];
  spawnSync(program, args, { stdio: ["ignore", 2, 2] });
  return hasProgram("az");
}

suite(`clients: ${clients.azureCli.name} ${clients.azureCli.version}`, () => {
  const { sandbox } = withClientSandbox();
  let work = "";

  suiteSetup(function install() {
    this.timeout(1_200_000);
    work = temporaryFolder();
    if (ensureAzureCli()) return;
    console.log(`skipped: ${clients.azureCli.name}: this machine has no package for it`);
    this.skip();
  });

  /** What a command prints, as JSON. */
  async function az(command: string, ...more: readonly string[]): Promise<unknown> {
    const { stdout } = await runWell("az", [...command.split(" "), ...more, "--output", "json"], {
      env: {
        AZURE_CONFIG_DIR: path.join(work, "azure"),
        AZURE_CORE_COLLECT_TELEMETRY: "no",
        REQUESTS_CA_BUNDLE: sandbox.info.ca,
      },
    });
    return stdout.trim() === "" ? undefined : JSON.parse(stdout);
  }
  const place = ["--resource-group", "contoso-rg", "--service-name", "contoso-apim"];
  const orders = [...place, "--api-id", "orders"];
  const names = (list: unknown) => (list as readonly { readonly name: string }[]).map(({ name }) => name);
  const property = (value: unknown, name: string) => (value as Readonly<Record<string, unknown>>)[name];

  test("signs in as a service principal and finds the instance", async () => {
    const { authorityHost, resourceManager, tenantId, clientId, clientSecret, subscriptionId } =
      sandbox.info.azure;
    // an authority that is called adfs is not asked for at Microsoft's
    const endpoints = {
      "resource-manager": resourceManager,
      management: resourceManager,
      "active-directory": `${authorityHost}/adfs`,
      "active-directory-resource-id": resourceManager,
      "active-directory-graph-resource-id": resourceManager,
      gallery: resourceManager,
    };
    const options = Object.entries(endpoints).flatMap(([name, url]) => [`--endpoint-${name}`, url]);
    await az("cloud register --name Sandbox", ...options);
    await az("cloud set --name Sandbox");
    const login = ["--username", clientId, "--password", clientSecret, "--tenant", tenantId];
    const [subscription] = (await az("login --service-principal", ...login)) as readonly unknown[];
    assert.equal(property(subscription, "id"), subscriptionId);
    assert.deepEqual(names(await az("group list")), ["contoso-rg"]);
    assert.deepEqual(names(await az("apim list")), ["contoso-apim"]);
    assert.deepEqual(await az("apim deletedservice list"), []);
  });

  test("imports an API, updates it, and lists it", async () => {
    const file = path.join(work, "orders.json");
    fs.writeFileSync(file, JSON.stringify(ordersApi));
    const format = ["--specification-format", "OpenApiJson", "--specification-path", file];
    await az("apim api import --path orders --display-name Orders", ...orders, ...format);
    await az("apim api update --description Everything", ...orders, "--display-name", "All orders");
    const shown = await az("apim api show", ...orders);
    assert.deepEqual(
      [property(shown, "displayName"), property(shown, "description")],
      ["All orders", "Everything"],
    );
    assert.deepEqual(names(await az("apim api list", ...place)).sort(), ["basic-calculator", "orders"]);
    const operations = names(await az("apim api operation list", ...orders));
    assert.deepEqual(operations.sort(), ["add-order", "list-orders"]);
  });

  // creating operations, releases, products, named values, version sets and schemas fails in this version itself, before
  // anything is sent: its SDK writes XML where JSON is asked for
  test("makes a revision", async () => {
    await az("apim api revision create --api-revision 2", ...orders);
    const revisions = (await az("apim api revision list", ...orders)) as readonly unknown[];
    assert.deepEqual(revisions.map((one) => property(one, "apiRevision")).sort(), ["1", "2"]);
    assert.deepEqual(await az("apim api release list", ...orders), []);
  });

  test("reads products, named values, version sets and schemas", async () => {
    assert.deepEqual(names(await az("apim product list", ...place)), ["starter", "unlimited"]);
    const calculator = [...place, "--product-id", "unlimited"];
    assert.deepEqual(names(await az("apim product api list", ...calculator)), ["basic-calculator"]);
    assert.deepEqual(await az("apim nv list", ...place), []);
    assert.deepEqual(await az("apim api versionset list", ...place), []);
    assert.deepEqual(await az("apim api schema list", ...orders), []);
  });

  test("deletes the API with its revisions", async () => {
    await az("apim api delete --delete-revisions true --yes", ...orders);
    assert.deepEqual(names(await az("apim api list", ...place)), ["basic-calculator"]);
  });
});
