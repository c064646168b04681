import assert from "node:assert/strict";
import { known, unknown } from "../../../../../src/core/known.ts";
import { isAuth0Host } from "../../../../../src/core/tenant-hosts.ts";
import type { LiveFacts } from "../../../../../src/policy/facts/live-facts.ts";
import { parsePolicy } from "../../../../../src/policy/index.ts";
import { type JwtPolicy, readJwtPolicy } from "../../../../../src/policy/jwt/read.ts";
import {
  apisBehind,
  audienceApis,
  tenantsBehind,
} from "../../../../../src/policy/rules/reading/connected.ts";
import {
  audiences,
  claim,
  discovery,
  issuers,
  jwtOf,
  keys,
  legacy,
  orders,
} from "../../../../support/policy-findings.ts";
import { live, unreadable } from "../support/live.ts";

/** Reads the one `validate-jwt` with this content. */
function read(content: string, facts?: LiveFacts): JwtPolicy {
  const text = jwtOf(content);
  const [element] = parsePolicy(text).elements("validate-jwt");
  assert.ok(element);
  return readJwtPolicy(element, text, facts);
}

const texts = (items: JwtPolicy["audiences"]) => items.map(({ value }) => value.text);

suite("a validate-jwt as rules read it", () => {
  test("lists what it says, in the order of the text", () => {
    const jwt = read(
      discovery() +
        keys("<key>k</key>") +
        audiences("a", "b") +
        issuers("https://i/") +
        claim('name="c" separator=","', "v"),
    );
    assert.deepEqual(
      [texts(jwt.audiences), texts(jwt.issuers), texts(jwt.keys)],
      [["a", "b"], ["https://i/"], ["k"]],
    );
    assert.deepEqual(
      jwt.openIdConfigs.map(({ url }) => url?.host),
      ["shop.eu.auth0.com"],
    );
    assert.deepEqual(
      jwt.claims.map(({ name, separator, values }) => [name?.text, separator?.value, texts(values)]),
      [["c", ",", ["v"]]],
    );
  });

  test("leaves out what stands in the wrong list, and lists of the wrong name", () => {
    const jwt = read(
      "<audience>a</audience><issuers><audience>b</audience></issuers><lists><issuer>c</issuer></lists>",
    );
    assert.deepEqual([jwt.audiences, jwt.issuers], [[], []]);
  });

  test("counts discovery without URL, but cannot say where it is", () => {
    const jwt = read(`${discovery()}<openid-config />`);
    assert.deepEqual([jwt.openIdConfigs.length, jwt.openIdConfigCount], [1, 2]);
  });

  test("knows that there are keys of older forms without reading them", () => {
    for (const older of [
      keys("<zumo-master-key>a</zumo-master-key>"),
      "<issuer-signing-tokens><token>a</token></issuer-signing-tokens>",
    ]) {
      assert.deepEqual([read(older).hasKeys, read(older).keys], [true, []]);
    }
    assert.equal(read(keys()).hasKeys, false);
    assert.equal(read('<decryption-keys><key certificate-id="a" /></decryption-keys>').hasKeys, false);
  });

  test("names each host of Auth0 once, custom domains when they are known", () => {
    const content =
      discovery() + discovery("login.shop.example") + issuers("https://shop.eu.auth0.com/", "https://{{a}}/");
    assert.deepEqual(read(content).auth0Hosts, ["shop.eu.auth0.com"]);
    assert.deepEqual(read(content, live).auth0Hosts, ["shop.eu.auth0.com", "login.shop.example"]);
    assert.deepEqual(read(content, unreadable).auth0Hosts, ["shop.eu.auth0.com"]);
  });

  test("a tenant of its own name counts as Auth0's when it is connected", () => {
    const tenant = { domain: "auth.internal", customDomains: unknown, apis: unknown, clientIds: unknown };
    assert.ok(isAuth0Host("auth.internal", known([tenant])));
    assert.ok(!isAuth0Host("auth.internal", undefined));
  });
});

suite("what is connected behind a validate-jwt", () => {
  const domains = (content: string, facts = live) =>
    tenantsBehind(read(content, facts), facts)?.map(({ domain }) => domain);

  test("is the tenant of all its places, once", () => {
    assert.deepEqual(domains(discovery() + issuers("https://login.shop.example/")), ["shop.eu.auth0.com"]);
    assert.deepEqual(domains(discovery() + discovery("dark.eu.auth0.com")), [
      "shop.eu.auth0.com",
      "dark.eu.auth0.com",
    ]);
  });

  test("is not known when one place is somebody else's, or cannot be told, or there is none", () => {
    for (const content of [
      discovery() + issuers("https://login.example.com/"),
      discovery() + issuers("{{i}}"),
      `${discovery()}<openid-config />`,
      audiences("a"),
    ]) {
      assert.equal(domains(content), undefined);
    }
    assert.equal(domains(discovery(), unreadable), undefined);
  });

  test("has APIs when those of every tenant could be read", () => {
    assert.equal(apisBehind(read(discovery()), live)?.length, 3);
    assert.equal(apisBehind(read(discovery() + discovery("dark.eu.auth0.com")), live), undefined);
    assert.equal(apisBehind(read(discovery()), undefined), undefined);
  });

  test("has the APIs that the audiences name, if every one is known", () => {
    const named = (...names: string[]) =>
      audienceApis(read(discovery() + audiences(...names)), live)?.map(({ identifier }) => identifier);
    assert.deepEqual(named(legacy, orders), [legacy, orders]);
    assert.equal(named(orders, "urn:other"), undefined);
    assert.equal(named(orders, "{{api}}"), undefined);
    assert.equal(named(), undefined);
  });
});
