import assert from "node:assert/strict";
import { apimApi } from "../../../src/resources/kinds/apim-api.ts";
import { backend } from "../../../src/resources/kinds/backend.ts";

suite("the address of a backend", () => {
  for (const [kind, check] of [
    ["an API", apimApi.fields.serviceUrl.ask?.check],
    ["a backend", backend.fields.url.ask?.check],
  ] as const) {
    test(`of ${kind} carries no user name and no password`, () => {
      for (const url of ["https://user:password@orders.example/", "https://user@orders.example/"])
        assert.match(check?.(url) ?? "", /user name or a password/);
      assert.equal(check?.("https://orders.example/a@b"), undefined);
    });
  }
});
