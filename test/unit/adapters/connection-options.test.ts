import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { mergedOptions, withoutSecretOptions } from "../../../src/adapters/auth0/connection-options.ts";

const there = {
  passwordPolicy: "good",
  client_secret: "s3cret",
  configuration: { KEY: "2.0$encrypted" },
  disable_self_service_change_password: true,
  authentication_methods: { password: { enabled: true } },
  gateway_authentication: { method: "bearer", secret: "another", audience: "a" },
  customHeaders: { Authorization: "Basic b25lOnR3bw==" },
};

suite("the options of a connection", () => {
  test("are read without the secrets among them, at any depth", () => {
    assert.deepEqual(withoutSecretOptions(there), {
      passwordPolicy: "good",
      disable_self_service_change_password: true,
      authentication_methods: { password: { enabled: true } },
      gateway_authentication: { method: "bearer", audience: "a" },
    });
  });

  test("not changed are sent as they are", () => {
    const seen = withoutSecretOptions(there);
    assert.deepEqual(mergedOptions(there, seen, seen), there);
  });

  test("keep secrets and what came meanwhile, and lose what was taken out", () => {
    const before = withoutSecretOptions(there);
    const { passwordPolicy: _, ...rest } = before;
    const wanted = { ...rest, gateway_authentication: { method: "basic" }, requires_username: true };
    const { passwordPolicy: __, ...kept } = there;
    assert.deepEqual(mergedOptions({ ...there, import_mode: false }, before, wanted), {
      ...kept,
      import_mode: false,
      requires_username: true,
      gateway_authentication: { method: "basic", secret: "another" },
    });
  });

  test("lose nothing when nothing of them was read", () => {
    assert.deepEqual(mergedOptions(there, {}, { requires_username: true }), {
      ...there,
      requires_username: true,
    });
  });
});
