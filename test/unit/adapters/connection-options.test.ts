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

  test("that are wanted as they were seen stay as others have set them meanwhile, in lists, too", () => {
    const seen = {
      import_mode: true,
      gone: "a",
      hosts: ["a"],
      upstreams: [{ id: "1" }],
      nested: { on: true },
    };
    const now = {
      import_mode: false,
      hosts: ["a", "b"],
      upstreams: [
        { id: "1", client_secret: "one" },
        { id: "2", client_secret: "two" },
      ],
      nested: { on: false },
    };
    assert.deepEqual(mergedOptions(now, seen, { ...seen, requires_username: true }), {
      ...now,
      requires_username: true,
    });
  });

  test("are read without the secrets in lists, in names of other case, and in texts", () => {
    const options = {
      upstreams: [
        { name: "a", Client_Secret: "one" },
        { name: "b", list: [[{ password: "two" }]] },
      ],
      proxyPassword: "three",
      address: "https://shop:four@idp.example/",
      body: '{"client_secret":"five-five"}',
      headers: ["Authorization: Bearer six-six-six", "Accept: text/html"],
      passwords: { policy: "good" },
      signingCert: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
    };
    assert.deepEqual(withoutSecretOptions(options), {
      upstreams: [{ name: "a" }, { name: "b", list: [[{}]] }],
      headers: ["Accept: text/html"],
      passwords: { policy: "good" },
      signingCert: "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t",
    });
    const seen = withoutSecretOptions(options);
    const sent = mergedOptions(options, seen, seen);
    const sorted = (one: object) => [...JSON.stringify(one)].sort().join("");
    assert.equal(sorted(sent), sorted(options), JSON.stringify(sent));
  });

  test("are read without what only its surroundings tell as a secret, and keep that", () => {
    const pairs = {
      list: [{ name: "password", value: "one", on: true }],
      Password: { value: "two", policy: "good" },
    };
    const seen = withoutSecretOptions(pairs);
    assert.deepEqual(seen, { list: [{ name: "password", on: true }], Password: { policy: "good" } });
    const wanted = { list: [{ name: "password", on: false }], Password: { policy: "fair" } };
    assert.deepEqual(mergedOptions(pairs, seen, wanted), {
      list: [{ name: "password", on: false, value: "one" }],
      Password: { policy: "fair", value: "two" },
    });
  });

  test("in a list keep the secrets of what is named, when it is changed beside them", () => {
    const list = [
      { name: "a", secret: "one", on: true },
      { name: "b", secret: "two", on: true },
    ];
    const before = withoutSecretOptions({ list });
    const wanted = (...elements: object[]) => mergedOptions({ list }, before, { list: elements })["list"];
    assert.deepEqual(wanted({ name: "b", on: false }, { name: "a", on: false }, { name: "c" }), [
      { name: "b", on: false, secret: "two" },
      { name: "a", on: false, secret: "one" },
      { name: "c" },
    ]);
    assert.deepEqual(wanted({ name: "a", on: true }, { name: "renamed", on: true }), [
      { name: "a", secret: "one", on: true },
      { name: "renamed", on: true },
    ]);
    assert.deepEqual(wanted({ name: "b", on: true }), [{ name: "b", secret: "two", on: true }]);
  });

  const changed = (old: object, one: object) => {
    const list = [old];
    return mergedOptions({ list }, withoutSecretOptions({ list }), { list: [one] })["list"];
  };

  test("in a list hand no secret on to an element that something else names", () => {
    const evil = { id: "9", url: "https://evil.example/" };
    assert.deepEqual(changed({ id: "2", client_secret: "two" }, evil), [evil]);
    assert.deepEqual(changed({ id: "2", name: "a", client_secret: "two" }, { ...evil, name: "a" }), [
      { ...evil, name: "a" },
    ]);
    for (const by of ["id", "kid", "key", "name"]) {
      assert.deepEqual(changed({ [by]: "2", client_secret: "two" }, { [by]: "9" }), [{ [by]: "9" }], by);
      assert.deepEqual(changed({ [by]: "2", client_secret: "two" }, { on: true }), [{ on: true }], by);
      assert.deepEqual(changed({ url: "a", client_secret: "two" }, { [by]: "9", url: "a" }), [
        { [by]: "9", url: "a" },
      ]);
    }
  });

  test("in a list keep the secret of the only element when what does not name it is changed", () => {
    assert.deepEqual(changed({ url: "a", client_secret: "two" }, { url: "b" }), [
      { url: "b", client_secret: "two" },
    ]);
    assert.deepEqual(changed({ id: "2", name: "a", client_secret: "two" }, { id: "2", name: "b" }), [
      { id: "2", name: "b", client_secret: "two" },
    ]);
  });

  test("lose nothing when nothing of them was read", () => {
    assert.deepEqual(mergedOptions(there, {}, { requires_username: true }), {
      ...there,
      requires_username: true,
    });
  });
});
