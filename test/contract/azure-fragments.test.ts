import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { PolicyLevel } from "../../src/domain/apim.ts";
import type { Exchange } from "../../src/sandbox/exchange.ts";
import { failsWith } from "../support/failing.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openAzure, sandboxCalculator } from "../support/sandbox-accounts.ts";

const fragment = "<fragment>\r\n\t<!-- empty -->\r\n</fragment>";

suite("Policy fragments through the SDKs, whose writes take long", () => {
  const exchanges: Exchange[] = [];
  const sandbox = withSandbox({ record: (exchange) => exchanges.push(exchange) });
  const { signal } = new AbortController();
  let level: PolicyLevel;

  setup(async () => {
    await sandbox.reset();
    const { instance } = sandboxCalculator(sandbox.info);
    level = { kind: "fragment", instance, fragmentId: "who-calls" };
    sandbox.state.azure.pollsPerOperation = 2;
    exchanges.length = 0;
  });

  test("the end is waited for, and its text is the raw one", async () => {
    const azure = await openAzure(sandbox.info);
    const text = fragment.replace("<!-- empty -->", '<set-body>@("a" + "b")</set-body>');
    const written = await azure.writePolicy(level, text, undefined, signal);
    assert.equal(written.text, text);
    assert.deepEqual(await azure.readPolicy(level, signal), written);
  });

  test("what must hold for a write is not asked of the looks at its progress", async () => {
    const azure = await openAzure(sandbox.info);
    const { etag } = await azure.writePolicy(level, fragment, undefined, signal);
    await azure.writePolicy(level, fragment.replace("empty", "full"), etag, signal);
    const conditions = exchanges
      .map(({ method, requestHeaders: sent }) => [method, sent["if-none-match"] ?? sent["if-match"]])
      .filter(([, condition]) => condition !== undefined);
    assert.deepEqual(conditions, [
      ["PUT", "*"],
      ["PUT", etag],
    ]);
    assert.ok(exchanges.some(({ url }) => url.includes("/operationStatuses/")));
  });

  test("a text that is refused only later is refused all the same", async () => {
    const message = "Error in element 'set-body' on line 2, column 3: no.";
    const body = { status: "Failed", error: { code: "ValidationError", message } };
    sandbox.faults.add({ service: "resourceManager", path: "/operationStatuses/", status: 200, body });
    const azure = await openAzure(sandbox.info);
    const failure = await failsWith(
      "rejected",
      azure.writePolicy(level, fragment, undefined, signal),
      "who-calls",
    );
    assert.deepEqual(failure.details, [{ message }]);
  });

  test("waiting can be cancelled", async () => {
    sandbox.state.azure.pollsPerOperation = 100_000;
    const controller = new AbortController();
    const azure = await openAzure(sandbox.info);
    const work = azure.writePolicy(level, fragment, undefined, controller.signal);
    while (!exchanges.some(({ url }) => url.includes("/operationStatuses/"))) {
      await azure.readPolicy(level, signal);
    }
    controller.abort();
    await failsWith("cancelled", work);
  });
});
