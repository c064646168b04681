import assert from "node:assert/strict";
import { known, unknown } from "../../../src/core/known.ts";
import {
  isAtOneOfHosts,
  isAuth0Host,
  isOneOfHosts,
  tenantAt,
  tenantHosts,
} from "../../../src/core/tenant-hosts.ts";

const acme = { domain: "acme.eu.auth0.com", customDomains: known(["login.acme.example"]) };
const local = { domain: "localhost:4443", customDomains: [] };

suite("the hosts of a tenant", () => {
  test("are its domain and the custom ones that are known", () => {
    assert.deepEqual(tenantHosts(acme), ["acme.eu.auth0.com", "login.acme.example"]);
    assert.deepEqual(tenantHosts({ ...acme, customDomains: unknown }), ["acme.eu.auth0.com"]);
    assert.deepEqual(tenantHosts({ domain: "a.b", customDomains: ["c.d"] }), ["a.b", "c.d"]);
  });

  const same: readonly (readonly [host: string, isSame: boolean])[] = [
    ["acme.eu.auth0.com", true],
    ["ACME.eu.auth0.com", true],
    ["acme.eu.auth0.com:443", true],
    ["acme.eu.auth0.com.", true],
    ["login.acme.example", true],
    ["acme.eu.auth0.com:8443", false],
    ["acme.eu.auth0.com.evil.example", false],
    ["eu.auth0.com", false],
    ["", false],
  ];
  for (const [host, isSame] of same) {
    test(`${JSON.stringify(host)} is ${isSame ? "one" : "none"} of them`, () => {
      assert.equal(isOneOfHosts(host, tenantHosts(acme)), isSame);
      assert.equal(isAtOneOfHosts(`https://${host}/a`, tenantHosts(acme)), isSame);
    });
  }

  test("are told from each other by their port", () => {
    assert.equal(tenantAt("localhost:4443", [acme, local]), local);
    assert.equal(tenantAt("localhost:4444", [acme, local]), undefined);
  });

  test("are of no use to what is no address", () => {
    assert.ok(!isAtOneOfHosts("acme.eu.auth0.com", tenantHosts(acme)));
  });

  test("are Auth0's by name, or since a connected tenant has them", () => {
    assert.ok(isAuth0Host("other.us.auth0.com", undefined));
    assert.ok(isAuth0Host("login.acme.example", known([acme])));
    assert.ok(!isAuth0Host("login.acme.example", unknown));
    assert.ok(!isAuth0Host("login.other.example", known([acme])));
    assert.ok(!isAuth0Host("manage.auth0.com", known([acme])));
  });
});
