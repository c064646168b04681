import { suite, test } from "mocha";
import { SdkCloudFactory } from "../../src/adapters/cloud-factory.ts";
import { Failure } from "../../src/core/failure.ts";
import type { ApiCall } from "../../src/domain/azure-cloud.ts";
import { failsWith } from "../support/failing.ts";
import { InMemoryApiCaller } from "../support/in-memory/index.ts";
import { withSandbox } from "../support/sandbox.ts";
import { openAzure, sandboxCalculator } from "../support/sandbox-accounts.ts";
import { testApiCaller } from "./api-caller.contract.ts";

const key = "Ocp-Apim-Subscription-Key";

suite("in memory", () => {
  const call = (url: string, headers = {}): ApiCall => ({ method: "GET", url, headers });
  const answer = ({ url, headers }: ApiCall) => {
    if (url.startsWith("https://nowhere")) throw new Failure("unreachable", "nowhere does not answer.");
    const type = { "content-type": "application/json" };
    const body = '{"message":"Access denied due to missing subscription key."}';
    return key in headers ? { status: 200, body: "3" } : { status: 401, headers: type, body };
  };

  testApiCaller("in memory", {
    open: async () => new InMemoryApiCaller(answer),
    refused: () => call("https://api.example/calc/add"),
    accepted: async () => call("https://api.example/calc/add", { [key]: "key" }),
    unanswered: () => call("https://nowhere.example"),
  });
});

suite("on the sandbox", () => {
  const sandbox = withSandbox();
  const call = (headers: Readonly<Record<string, string>> = {}): ApiCall => ({
    method: "GET",
    url: `${sandbox.info.gateway}/calc/add?a=1&b=2`,
    headers,
  });

  testApiCaller("fetch", {
    open: () => new SdkCloudFactory().openCaller({ ca: sandbox.info.ca }),
    refused: () => call(),
    async accepted() {
      const azure = await openAzure(sandbox.info);
      const { instance } = sandboxCalculator(sandbox.info);
      return call({ [key]: await azure.readMasterKey(instance, new AbortController().signal) });
    },
    unanswered() {
      sandbox.faults.add({ service: "gateway", path: "/dropped", reset: true });
      return { ...call(), url: `${sandbox.info.gateway}/dropped` };
    },
  });

  test("without the sandbox's trust the certificate is refused", async () => {
    const stranger = await new SdkCloudFactory().openCaller(undefined);
    const { signal } = new AbortController();
    await failsWith("unreachable", stranger.call(call(), signal), "certificate is not trusted");
  });
});
