import assert from "node:assert/strict";
import * as path from "node:path";
import { setup, suite, teardown, test } from "mocha";
import { putResource } from "../../src/sandbox/azure/resources.ts";
import type { JsonObject } from "../../src/sandbox/azure/state.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { withSandbox } from "../support/sandbox.ts";
import { jwt } from "../unit/access/instance.ts";
import { Folder, run } from "./cli-program.ts";

const inbound = (content: string) => `<policies><inbound><base/>${content}</inbound></policies>`;

/** As many as somebody asks for, or as many as take a few seconds. */
const apis = Number(process.env["LARGE_INSTANCE_APIS"]) || 300;
const isLarge = apis > 300;

suite("who gets in at a large instance, by the command line on the sandbox", function () {
  this.timeout(isLarge ? 900_000 : 120_000);
  let exchanges: Exchange[] = [];
  const sandbox = withSandbox({ record: (exchange) => exchanges.push(exchange) });
  const folder = new Folder();
  const id = () =>
    `/subscriptions/${sandbox.info.azure.subscriptionId}/resourceGroups/contoso-rg/providers/Microsoft.ApiManagement/service/contoso-apim`;

  setup(async () => {
    await sandbox.reset();
    process.env["AUTH0_APIM_SANDBOX_INFO"] = folder.write("sandbox.json", JSON.stringify(sandbox.info));
  });
  teardown(() => {
    Reflect.deleteProperty(process.env, "AUTH0_APIM_SANDBOX_INFO");
    folder.remove();
  });

  /** Puts something below the instance, at `apis/x/operations/y` and the like. */
  function put(place: string, properties: JsonObject): void {
    const names = place.split("/");
    const collections = names.filter((_, index) => index % 2 === 0);
    putResource(sandbox.state.azure, {
      id: `${id()}/${place}`,
      type: ["Microsoft.ApiManagement/service", ...collections].join("/"),
      name: names.at(-1) ?? "",
      version: 1,
      properties,
      secrets: {},
    });
  }

  /** Adds APIs, each with a policy of its own, of whose operations every tenth has one, and a product for each ten APIs. */
  function putApis(count: number, operations: number): number {
    for (let api = 0; api < count; api += 1) {
      const name = `scale-${api}`;
      const shown = {
        displayName: name,
        path: name,
        apiRevision: "1",
        isCurrent: true,
        protocols: ["https"],
      };
      put(`apis/${name}`, { ...shown, subscriptionRequired: true });
      put(`apis/${name}/policies/policy`, { value: inbound(jwt(name)) });
      for (let index = 0; index < operations; index += 1) {
        const place = `apis/${name}/operations/operation-${index}`;
        put(place, { displayName: `Operation ${index}`, method: "GET", urlTemplate: `/${index}` });
        if (index % 10 === 0)
          put(`${place}/policies/policy`, { value: inbound("<set-variable name='a' value='b'/>") });
      }
      const product = `products/scale-${Math.floor(api / 10)}`;
      if (api % 10 === 0) put(product, { displayName: product, subscriptionRequired: true });
      put(`${product}/apis/${name}`, {});
    }
    return count * (1 + Math.ceil(operations / 10));
  }

  const isPage = ({ url }: Exchange) => /skip/i.test(url);

  test(`${apis} APIs of 10 operations take a request for each policy, each list of operations and of a product's APIs, further pages, and five more; and 400 MB at most`, async () => {
    const policies = putApis(apis, 10);
    exchanges = [];
    const { code, stdout, stderr } = await run(["access", "--instance", id(), "--format", "json"], {
      nodeOptions: ["--require", path.resolve("test/support/peak-memory.cjs")],
    });
    assert.equal(code, 0, stderr);
    const { entries } = JSON.parse(stdout) as { entries: readonly { readonly api: string }[] };
    // without a product's key, and with one
    assert.equal(entries.filter(({ api }) => api.startsWith("scale-")).length, apis * 10 * 2);
    const asked = exchanges.filter(({ service }) => service === "resourceManager");
    const others = Object.values(sandbox.state.azure.resources).filter(({ type }) =>
      /\/(?:apis|products)$/i.test(type.replace("products/apis", "")),
    );
    const listed = others.length;
    const further = asked.filter(isPage).length;
    const seeded = Object.values(sandbox.state.azure.resources).filter(
      ({ type, id: at }) => /\/policies$/i.test(type) && !at.includes("scale-"),
    ).length;
    const most = policies + seeded + listed + further + 5;
    const megabytes = Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024;
    console.log(
      `      ${asked.length} requests, ${most} at most: ${policies + seeded} policies, ${listed} lists, ${further} further pages; peak ${megabytes.toFixed(0)} MB`,
    );
    assert.ok(megabytes <= 400, `${megabytes} MB`);
    assert.ok(asked.length <= most, `${asked.length} requests, ${most} at most`);
  });
});
