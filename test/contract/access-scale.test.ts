import assert from "node:assert/strict";
import { suite, test } from "mocha";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { checkOf, growInstance } from "../support/large-instance.ts";
import { withSandbox } from "../support/sandbox.ts";
import { Folder, run } from "./cli-program.ts";

/** `SCALE_APIS=5000` measures instances of another size; those of the sandbox are there besides. */
const apis = Number(process.env["SCALE_APIS"] ?? 300);
const operations = 10;
const products = 12;

/** Prints the most memory that the program held, in kilobytes, behind what it writes to its error output. */
const tellMemory =
  "--import=data:text/javascript,process.on('exit',()=>console.error(process.resourceUsage().maxRSS))";
const megabytes = (stderr: string) => Number(stderr.trim().split("\n").at(-1)) / 1024;

suite("who gets in at an instance of any size", function () {
  this.timeout(120_000 + apis * 200);
  let exchanges: Exchange[] = [];
  const sandbox = withSandbox({ record: (exchange) => exchanges.push(exchange) });

  test(`${apis} APIs with ten operations each take the requests that are needed, and no more`, async () => {
    const folder = new Folder();
    const { subscriptionId } = sandbox.info.azure;
    const policies = growInstance(sandbox.state.azure, { apis, operations, products });
    sandbox.changed();
    exchanges = [];
    process.env["AUTH0_APIM_SANDBOX_INFO"] = folder.write("sandbox.json", JSON.stringify(sandbox.info));
    const id = `/subscriptions/${subscriptionId}/resourceGroups/contoso-rg/providers/Microsoft.ApiManagement/service/contoso-apim`;
    const { stdout, stderr } = await run(["access", "--instance", id, "--format", "json"], {
      nodeOptions: [tellMemory],
    }).finally(() => Reflect.deleteProperty(process.env, "AUTH0_APIM_SANDBOX_INFO"));
    const requests = exchanges.filter(({ service }) => service === "resourceManager");
    const pages = requests.filter(({ url }) => /skip/i.test(url)).length;
    const own = { policies: 2, apis: 1, products: 2 };
    const most = policies + own.policies + apis + own.apis + products + own.products + pages + 5;
    console.log(`      ${requests.length} requests, ${most} at most; ${megabytes(stderr).toFixed(0)} MB`);
    assert.ok(requests.length <= most, `${requests.length} requests, ${most} at most`);
    assert.ok(megabytes(stderr) <= 400, `${megabytes(stderr)} MB`);
    const told = new Set(
      JSON.parse(stdout).entries.map(
        (entry: { api: string; operation: string }) => `${entry.api}/${entry.operation}`,
      ),
    );
    assert.equal([...told].filter((name) => String(name).startsWith("api-")).length, apis * operations);
  });

  test("a folder of 10,000 policies is told in 300 MB", async () => {
    const folder = new Folder();
    for (let api = 0; api < 1000; api += 1) {
      const name = `api-${api}`;
      const policy = (content: string) => `<policies><inbound><base />${content}</inbound></policies>`;
      folder.write(
        `apis/${name}/apiInformation.json`,
        JSON.stringify({ properties: { displayName: name, path: name, subscriptionRequired: false } }),
      );
      folder.write(`apis/${name}/policy.xml`, policy(checkOf(name)));
      for (let operation = 1; operation < 10; operation += 1)
        folder.write(
          `apis/${name}/operations/o${operation}/policy.xml`,
          policy("<set-variable name='a' value='b' />"),
        );
    }
    const { stdout, stderr, code } = await run(["access", folder.path, "--format", "json"], {
      nodeOptions: [tellMemory],
    });
    console.log(`      ${megabytes(stderr).toFixed(0)} MB`);
    assert.ok(code === 0 || code === 3, stderr);
    assert.ok(JSON.parse(stdout).entries.length >= 9000);
    assert.ok(megabytes(stderr) <= 300, `${megabytes(stderr)} MB`);
  });
});
