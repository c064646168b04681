import assert from "node:assert/strict";
import type { PolicyContract } from "@azure/arm-apimanagement";
import { apimClient, contosoInstance } from "../../support/azure-clients.ts";
import { withSandbox } from "../../support/sandbox.ts";

suite("Policies of the sandbox's instance", () => {
  const sandbox = withSandbox();
  const policies = () => apimClient(sandbox).apiPolicy;
  const api = [...contosoInstance, "basic-calculator", "policy"] as const;

  setup(() => sandbox.reset());

  const put = (value: string, format: PolicyContract["format"] = "rawxml") =>
    policies().createOrUpdate(...api, { value, format });
  const inbound = (content: string) => `<policies><inbound>${content}</inbound></policies>`;

  /** The official client looks for the text of an API's policy in the wrong place (azure-sdk-for-js#31566). */
  async function read(format: "xml" | "rawxml"): Promise<{ value: string; eTag: string | undefined }> {
    let body = "";
    const onResponse = (answer: { bodyAsText?: string | null }) => {
      body = answer.bodyAsText ?? "";
    };
    const { eTag } = await policies().get(...api, { format, onResponse });
    const { properties } = JSON.parse(body) as { properties: { value: string; format: string } };
    assert.equal(properties.format, format);
    return { value: properties.value, eTag };
  }

  async function refusal(writing: Promise<unknown>): Promise<string> {
    const error = await writing.then(
      () => assert.fail("the policy was accepted"),
      (reason: unknown) => reason,
    );
    const { statusCode, details } = error as {
      statusCode: number;
      details: { error: { details: Detail[] } };
    };
    assert.equal(statusCode, 400);
    return details.error.details.map(({ message }) => message).join("\n");
  }

  test("has none at first, and says so", async () => {
    await assert.rejects(policies().get(...api), {
      statusCode: 404,
      message: "PoliciesConfiguration not found.",
    });
  });

  test("stores text re-indented by tabs with CRLF, comments kept, declaration dropped", async () => {
    const text = `<?xml version="1.0"?>
<policies>
    <inbound>
      <!-- first -->
      <set-header   name="x" exists-action="override"><value>1</value></set-header>
      <base/>
    </inbound>
    <outbound></outbound>
</policies>`;
    await put(text);
    const { value } = await read("rawxml");
    assert.deepEqual(value.split("\r\n"), [
      "<policies>",
      "\t<inbound>",
      "\t\t<!-- first -->",
      '\t\t<set-header name="x" exists-action="override">',
      "\t\t\t<value>1</value>",
      "\t\t</set-header>",
      "\t\t<base />",
      "\t</inbound>",
      "\t<outbound></outbound>",
      "</policies>",
    ]);
  });

  test("keeps the ETag for identical text and changes it for another", async () => {
    const first = await put(inbound("<base />"));
    const again = await put(inbound("<base />"));
    const other = await put(inbound("<base /><!-- more -->"));
    assert.equal(again.eTag, first.eTag);
    assert.notEqual(other.eTag, first.eTag);
  });

  test("never overwrites what was changed since it was read", async () => {
    const { eTag = "" } = await put(inbound("<base />"));
    await put(inbound("<!-- somebody else -->"));
    const stale = policies().createOrUpdate(
      ...api,
      { value: inbound(""), format: "rawxml" },
      { ifMatch: eTag },
    );
    await assert.rejects(stale, { statusCode: 412, code: "PreconditionFailed" });
    await assert.rejects(policies().delete(...api, eTag), { statusCode: 412 });
    await policies().delete(...api, "*");
    await assert.rejects(policies().getEntityTag(...api), { statusCode: 404 });
  });

  test("lets one of several writes with the same ETag through", async () => {
    const { eTag = "" } = await put(inbound("<base />"));
    const writes = ["a", "b", "c", "d"].map((name) =>
      policies().createOrUpdate(
        ...api,
        { value: inbound(`<!-- ${name} -->`), format: "rawxml" },
        { ifMatch: eTag },
      ),
    );
    const outcomes = await Promise.allSettled(writes);
    assert.equal(outcomes.filter(({ status }) => status === "fulfilled").length, 1);
  });

  test("shows expressions escaped in the format xml and as written in rawxml", async () => {
    const expression = `@(context.Request.Headers.GetValueOrDefault("a","<b>"))`;
    const header = (value: string) =>
      inbound(`<set-header name="x" exists-action="override"><value>${value}</value></set-header>`);
    await put(header(expression));
    const xml = await read("xml");
    const raw = await read("rawxml");
    assert.ok(raw.value.includes(expression));
    assert.ok(
      xml.value.includes("@(context.Request.Headers.GetValueOrDefault(&quot;a&quot;,&quot;&lt;b&gt;&quot;))"),
    );
    const again = await put(xml.value, "xml");
    assert.equal(again.eTag, raw.eTag);
    assert.match(await refusal(put(header(expression), "xml")), /'<' is an unexpected token/);
  });

  test("refuses a wildcard in an origin and a number that is none, in the service's envelope", async () => {
    const cors = (origin: string) =>
      inbound(
        `<cors><allowed-origins><origin>${origin}</origin></allowed-origins><allowed-methods><method>*</method></allowed-methods></cors>`,
      );
    assert.match(
      await refusal(put(cors("https://*.example.net"))),
      /^Error in element 'cors' on line 1, column \d+: Origin must be a valid URL consisting of scheme, host, and port only$/,
    );
    await put(cors("https://example.net"));
    const skew = (value: string) => inbound(`<validate-jwt header-name="A" clock-skew="${value}" />`);
    assert.match(
      await refusal(put(skew("my-aud"))),
      /^Error in element 'validate-jwt' on line 1, column \d+: The 'clock-skew' attribute is invalid - The value 'my-aud' is invalid/,
    );
    await put(skew("60"));
  });

  test("says where a malformed text breaks", async () => {
    const message = await refusal(put("<policies>\n  <inbound>\n    <base />\n</policies>"));
    assert.match(message, /^Error in element '[a-z]+' on line \d+, column \d+: /);
  });

  const refused: readonly [string, string, RegExp][] = [
    [
      "children of validate-jwt out of order",
      inbound(
        '<validate-jwt header-name="Authorization"><issuers><issuer>i</issuer></issuers>\n  <audiences><audience>a</audience></audiences></validate-jwt>',
      ),
      /^Error in element 'validate-jwt' on line 2, column 4: The element 'validate-jwt' has invalid child element 'audiences'\. List of possible elements expected: 'required-claims'\.$/,
    ],
    ["an unknown policy", inbound("<validate-jtw />"), /has invalid child element 'validate-jtw'/],
    [
      "an unknown section",
      "<policies><inbounds /></policies>",
      /'policies' has invalid child element 'inbounds'/,
    ],
    [
      "a section as root",
      "<inbound><base /></inbound>",
      /Policy section is not allowed in the specified scope/,
    ],
    [
      "a policy in the wrong section",
      '<policies><outbound><validate-jwt header-name="Authorization" /></outbound></policies>',
      /'validate-jwt' .*Policy section is not allowed in the specified scope/,
    ],
    [
      "an undeclared attribute",
      inbound('<validate-jwt heder-name="A" />'),
      /The 'heder-name' attribute is not declared/,
    ],
    [
      "text where none may stand",
      inbound('<set-header name="x">value</set-header>'),
      /The element 'set-header' cannot contain text\. List of possible elements expected: 'value'\./,
    ],
    [
      "a named value that does not exist",
      inbound('<set-header name="x"><value>{{missing}}</value></set-header>'),
      /^Error in element 'value' on line 1, column \d+: Cannot find a property 'missing'$/,
    ],
    [
      "a fragment that does not exist",
      inbound('<include-fragment fragment-id="f" />'),
      /fragment with id 'f'/,
    ],
    [
      "a backend that does not exist",
      inbound('<set-backend-service backend-id="b" />'),
      /Backend with id 'b' could not be found/,
    ],
  ];
  for (const [what, text, expected] of refused) {
    test(`refuses ${what}`, async () => {
      assert.match(await refusal(put(text)), expected);
    });
  }

  test("takes a reference once what it names exists", async () => {
    const client = apimClient(sandbox);
    await client.namedValue.beginCreateOrUpdateAndWait(...contosoInstance, "nv", {
      displayName: "audience",
      value: "v",
    });
    const fragment = { value: "<fragment><base /></fragment>", format: "rawxml" as const };
    await client.policyFragment.beginCreateOrUpdateAndWait(...contosoInstance, "f", fragment);
    const text =
      '<include-fragment fragment-id="f" /><set-header name="{{audience}}"><value>1</value></set-header>';
    await put(inbound(text));
  });

  test("has policies for everything, a product and an operation as well", async () => {
    const client = apimClient(sandbox);
    const global = await client.policy.get(...contosoInstance, "policy", { format: "rawxml" });
    assert.match(global.value ?? "", /<forward-request \/>/);
    const product = await client.productPolicy.get(...contosoInstance, "starter", "policy");
    assert.match(product.value ?? "", /<rate-limit calls="5"/);
    const operation = [...contosoInstance, "basic-calculator", "add-two-integers", "policy"] as const;
    await client.apiOperationPolicy.createOrUpdate(...operation, {
      value: inbound("<base />"),
      format: "rawxml",
    });
    const list = await client.apiOperationPolicy.listByOperation(
      ...contosoInstance,
      "basic-calculator",
      "add-two-integers",
    );
    assert.equal(list.value?.length, 1);
  });

  interface Detail {
    readonly message: string;
  }
});
