import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { apimApi } from "../../../src/resources/kinds/apim-api.ts";
import { backend } from "../../../src/resources/kinds/backend.ts";
import { openIdProvider } from "../../../src/resources/kinds/openid-provider.ts";

suite("addresses that a person types", () => {
  const fields = {
    "of an API's backend": apimApi.fields.serviceUrl,
    "of a backend": backend.fields.url,
    "of a provider's metadata": openIdProvider.fields.metadataEndpoint,
  };
  const good = "https://contoso.example/.well-known/openid-configuration";
  for (const [what, field] of Object.entries(fields)) {
    const complaint = (text: string) => field.ask?.check?.(text);

    test(`${what} are taken as they are`, () => assert.equal(complaint(good), undefined));

    test(`${what} are refused where a browser would mend them and the service would not`, () => {
      for (const text of [
        good.replace("https://", "https:"),
        good.replace("https://", "https:/"),
        good.replace("contoso", "contoso\n"),
        good.replaceAll("/", "\\"),
        ` ${good}`,
        "",
      ]) {
        assert.match(complaint(text) ?? "", /must be an address that begins with https/, text);
      }
    });
  }
});
