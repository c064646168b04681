import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import type { PolicyLevel } from "../../src/domain/apim.ts";
import { describePlace } from "../../src/workflows/assurance.ts";
import type { Clouds } from "../../src/workflows/clouds.ts";
import { apimClient, contosoInstance } from "../support/azure-clients.ts";
import { withSandbox } from "../support/sandbox.ts";
import { applied, calculatorOf, openClouds, prepare, signal, testLink } from "./secure-api-clouds.ts";

suite("test a link on the sandbox", () => {
  const sandbox = withSandbox();
  let clouds: Clouds;

  setup(async function () {
    this.timeout(60_000);
    await sandbox.reset();
    clouds = await openClouds(sandbox);
    await applied(await prepare(sandbox, clouds), clouds);
  });

  /** Changes the policy that securing has written. */
  async function change(edit: (text: string) => string): Promise<void> {
    const level: PolicyLevel = { kind: "api", ...calculatorOf(sandbox) };
    const stored = await clouds.azure.readPolicy(level, signal);
    assert.ok(stored);
    const text = edit(stored.text);
    assert.notEqual(text, stored.text);
    await clouds.azure.writePolicy(level, text, stored.etag, signal);
  }

  const schemes = [
    [{ versioningScheme: "Segment" }, /\/calc\/v2\/add\?/],
    [{ versioningScheme: "Query", versionQueryName: "api-version" }, /\/calc\/add\?.*api-version=v2$/],
    [{ versioningScheme: "Header", versionHeaderName: "Api-Version" }, /\/calc\/add\?(?!.*v2)/],
  ] as const;
  for (const [scheme, address] of schemes) {
    test(`calls the version by its scheme: ${scheme.versioningScheme}`, async () => {
      const client = apimClient(sandbox);
      const set = await client.apiVersionSet.createOrUpdate(...contosoInstance, "calc", {
        displayName: "Calc",
        ...scheme,
      });
      const versioned = { apiVersion: "v2", ...(set.id && { apiVersionSetId: set.id }) };
      await client.api.update(...contosoInstance, "basic-calculator", "*", versioned);
      const { result } = await testLink(sandbox, clouds);
      assert.match(result.url, address);
      assert.deepEqual([result.without.status, result.with.status, result.conclusion], [401, 200, "works"]);
    });
  }

  test("takes the status of a refusal from the policy", async () => {
    await change((text) =>
      text.replace('failed-validation-httpcode="401"', 'failed-validation-httpcode="403"'),
    );
    const { result } = await testLink(sandbox, clouds);
    assert.deepEqual([result.without.status, result.with.status, result.conclusion], [403, 200, "works"]);
  });

  const faults: Readonly<Record<string, readonly [edit: (text: string) => string, says: RegExp]>> = {
    "another audience": [
      (text) => text.replace("<audience>basic-calculator<", "<audience>orders<"),
      /audience.*“orders”/is,
    ],
    "a scope that the token lacks": [
      (text) =>
        text.replace(
          "</issuers>",
          '</issuers><required-claims><claim name="scope" separator=" "><value>delete:sums</value></claim></required-claims>',
        ),
      /scope/,
    ],
  };
  for (const [name, [edit, says]] of Object.entries(faults)) {
    for (const own of ["with the policy's own message", "in the gateway's words"]) {
      test(`explains a refusal and says where: ${name}, ${own}`, async () => {
        await change((text) =>
          own.startsWith("with")
            ? edit(text)
            : edit(text).replace(/ failed-validation-error-message="[^"]*"/, ""),
        );
        const { result } = await testLink(sandbox, clouds);
        assert.equal(result.conclusion, "failed");
        assert.match(result.verdict, says);
        assert.match(
          result.place ? describePlace(result.place) : "",
          /^line \d+ of the policy of “Basic Calculator”$/,
        );
      });
    }
  }

  test("says that the cause is not known where the policy says nothing against the token", async () => {
    await change((text) =>
      text.replace(
        "</validate-jwt>",
        '</validate-jwt><check-header name="X-Who" failed-check-httpcode="401" failed-check-error-message="Who?" />',
      ),
    );
    const { result } = await testLink(sandbox, clouds);
    assert.equal(result.conclusion, "failed");
    assert.match(result.verdict, /the cause is not known.*this token should pass.*Who\?/);
    assert.match(result.place ? describePlace(result.place) : "", /^line \d+ of/);
  });
});
