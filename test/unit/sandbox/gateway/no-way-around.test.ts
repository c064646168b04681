import assert from "node:assert/strict";
import { CompactEncrypt, UnsecuredJWT } from "jose";
import { setup, suite, suiteSetup, test } from "mocha";
import { api, service, withInstance } from "./instance.ts";

const unknownValue = "@(Guid.NewGuid().ToString())";

/** The tokens that are tried in every place; the others in one. */
const everywhere: ReadonlySet<string> = new Set(["none", "garbage in five parts", "forged"]);

suite("sandbox gateway: no bad token passes, whatever of its check is unknown", () => {
  const instance = withInstance();
  const { tenant } = instance;
  const bad = new Map<string, string | undefined>();

  suiteSetup(async () => {
    const far = { exp: instance.clock / 1000 + 1_000_000 };
    const good = await tenant.token(far);
    const [header = "", payload = ""] = good.split(".");
    bad.set("none", undefined);
    bad.set("opaque", "b3BhcXVl");
    bad.set("garbage in five parts", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..a.b.c");
    bad.set("unsigned", new UnsecuredJWT({ aud: "calculator", iss: tenant.issuer, ...far }).encode());
    bad.set("forged", `${header}.${payload}.${"A".repeat(86)}`);
    bad.set("expired", await tenant.token({ exp: instance.clock / 1000 - 1 }));
    bad.set("cut", good.slice(0, -2));
    bad.set(
      "encrypted for others",
      await new CompactEncrypt(new TextEncoder().encode(good))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .encrypt(new Uint8Array(32)),
    );
  });
  setup(() => instance.seed());

  /** The parts of a check, each of which one test makes unknown. */
  const attributes: Readonly<Record<string, string>> = {
    "header-name": "Authorization",
    "require-scheme": "Bearer",
    "failed-validation-httpcode": "401",
    "failed-validation-error-message": "No.",
    "require-expiration-time": "true",
    "require-signed-tokens": "true",
    "clock-skew": "0",
  };
  const children = (unknown: string): string => {
    const pick = (name: string, value: string) => (name === unknown ? unknownValue : value);
    const url = pick("url", tenant.discovery);
    const key = pick("decryption-keys", "");
    return [
      `<openid-config url="${url}" />`,
      key === "" ? "" : `<decryption-keys><key>${key}</key></decryption-keys>`,
      `<audiences><audience>${pick("audience", "calculator")}</audience></audiences>`,
      `<issuers><issuer>${pick("issuer", tenant.issuer)}</issuer></issuers>`,
      `<required-claims><claim name="${pick("claim", "aud")}" match="${pick("match", "all")}" separator="${pick("separator", " ")}">`,
      `<value>${pick("value", "calculator")}</value></claim></required-claims>`,
    ].join("");
  };
  const check = (unknown: string): string => {
    const written = Object.entries(attributes).map(
      ([name, value]) => `${name}="${name === unknown ? unknownValue : value}"`,
    );
    return `<validate-jwt ${written.join(" ")}>${children(unknown)}</validate-jwt>`;
  };
  const parts = [
    ...Object.keys(attributes),
    ...["url", "decryption-keys", "audience", "issuer", "claim", "match", "separator", "value", "nothing"],
  ];

  const places: Readonly<Record<string, (xml: string) => void>> = {
    "in the API's policy": (xml) => instance.policy(xml),
    "in the operation's policy": (xml) => instance.policy(xml, `${api}/operations/add`),
    "in the instance's policy": (xml) =>
      instance.policy(
        `<policies><inbound>${xml}</inbound><backend><forward-request /></backend></policies>`,
        service,
      ),
    "in a fragment": (xml) => {
      instance.put(`${service}/policyFragments/f`, { value: `<fragment>${xml}</fragment>` });
      instance.policy(`<include-fragment fragment-id="f" />`);
    },
    "in a branch that is taken": (xml) =>
      instance.policy(`<choose><when condition="@(1 > 0)">${xml}</when></choose>`),
    "in a branch whose condition is unknown": (xml) =>
      instance.policy(`<choose><when condition="@(DateTime.Now.Hour > 1)">${xml}</when></choose>`),
    "within wait": (xml) =>
      instance.policy(`<wait><choose><when condition="@(true)">${xml}</when></choose></wait>`),
    "within retry": (xml) =>
      instance.policy(
        `<policies><inbound /><backend><retry condition="@(true)" count="1" interval="1">${xml}<forward-request /></retry></backend></policies>`,
      ),
    "within limit-concurrency": (xml) =>
      instance.policy(`<limit-concurrency key="${unknownValue}" max-count="2">${xml}</limit-concurrency>`),
    "behind what makes its header unknown": (xml) =>
      instance.policy(
        `<set-header name="Authorization" exists-action="override"><value>${unknownValue}</value></set-header>${xml}`,
      ),
    "behind policies that are passed over": (xml) =>
      instance.policy(
        `<trace source="a" /><set-variable name="x" value="${unknownValue}" /><cache-lookup vary-by-developer="false" vary-by-developer-groups="false" />${xml}`,
      ),
  };

  for (const [place, put] of Object.entries(places)) {
    test(place, async () => {
      for (const part of parts) {
        put(check(part));
        for (const [kind, token] of bad) {
          if (place !== "in the API's policy" && !everywhere.has(kind)) continue;
          const headers: Record<string, string> =
            token === undefined ? {} : { authorization: `Bearer ${token}` };
          const response = await instance.add(headers);
          const text = await response.text();
          assert.ok(
            response.status === 401 || response.status === 500,
            `${part}, ${kind}: ${response.status}`,
          );
          assert.ok(!text.includes('"value"'), `${part}, ${kind}: the backend was asked`);
        }
      }
    }).timeout(60_000);
  }

  test("and a good one does, where nothing is unknown", async () => {
    const token = await tenant.token({ exp: instance.clock / 1000 + 1_000_000 });
    for (const place of ["in the API's policy", "in a fragment", "in a branch that is taken"]) {
      places[place]?.(check("nothing"));
      assert.equal((await instance.add({ authorization: `Bearer ${token}` })).status, 200, place);
    }
  });
});
