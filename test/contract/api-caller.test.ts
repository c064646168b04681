import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { SdkGatewayFactory } from "../../src/adapters/gateway-factory.ts";
import { failsWith } from "../support/failing.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openAzure, sandboxCalculator } from "../support/sandbox-accounts.ts";

suite("ApiCaller on the sandbox's gateway", () => {
  const sandbox = withSandbox();
  const { signal } = new AbortController();
  const open = () => new SdkGatewayFactory().openCaller({ ca: sandbox.info.ca });
  const call = (headers: Readonly<Record<string, string>>) => ({
    method: "GET",
    url: `${sandbox.info.gateway}/calc/add?a=1&b=2`,
    headers,
  });

  test("a refusal is an answer", async () => {
    const answer = await (await open()).call(call({}), signal);
    assert.equal(answer.status, 401);
    assert.match(answer.body, /subscription key/);
    assert.match(answer.headers["content-type"] ?? "", /json/);
    assert.ok(answer.milliseconds > 0);
  });

  test("the all-access key opens the API", async () => {
    const azure = await openAzure(sandbox.info);
    const key = await azure.readMasterKey(sandboxCalculator(sandbox.info).service, signal);
    const answer = await (await open()).call(call({ "Ocp-Apim-Subscription-Key": key }), signal);
    assert.equal(answer.status, 200);
    assert.match(answer.body, /3/);
  });

  test("without the sandbox's trust the certificate is refused", async () => {
    const stranger = await new SdkGatewayFactory().openCaller(undefined);
    await failsWith("unreachable", stranger.call(call({}), signal), "certificate is not trusted");
  });
});
