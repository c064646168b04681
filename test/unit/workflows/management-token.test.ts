import assert from "node:assert/strict";
import { Failure } from "../../../src/core/failure.ts";
import { readManagementToken } from "../../../src/workflows/management-token.ts";
import { unsignedToken } from "../../support/tokens.ts";

const now = Date.parse("2026-06-01T12:00:00Z");
const hour = now / 1000 + 3600;
const audience = "https://contoso.eu.auth0.com/api/v2/";
const claims = { iss: "https://login.contoso.com/", aud: audience, exp: hour, azp: "m2m" };

suite("a pasted token of the Management API", () => {
  test("names the tenant by its audience, also where a custom domain issued it", () => {
    assert.deepEqual(readManagementToken(unsignedToken(claims), now), {
      domain: "contoso.eu.auth0.com",
      clientId: "m2m",
      expiresAt: hour,
    });
  });

  test("may stand behind “Bearer”, and beside another audience", () => {
    const token = unsignedToken({ ...claims, aud: ["https://contoso.eu.auth0.com/userinfo", audience] });
    assert.equal(readManagementToken(` Bearer ${token}\n`, now).domain, "contoso.eu.auth0.com");
  });

  for (const [from, more, clientId] of [
    ["client_id", { azp: undefined, client_id: "other" }, "other"],
    ["the subject of client credentials", { azp: undefined, sub: "robot@clients" }, "robot"],
    ["nothing, for a person's without it", { azp: undefined, sub: "auth0|123" }, ""],
  ] as const) {
    test(`has its application from ${from}`, () => {
      assert.equal(readManagementToken(unsignedToken({ ...claims, ...more }), now).clientId, clientId);
    });
  }

  test("without an expiry is good until it is not", () => {
    const read = readManagementToken(unsignedToken({ ...claims, exp: undefined }), now);
    assert.ok(!("expiresAt" in read));
  });

  const parts = unsignedToken(claims);
  for (const [what, text, message, remedy] of [
    ["an opaque one", "v1.opaque-token", /no JWT that can be read: an opaque or encrypted/, /API Explorer/],
    [
      "one in the answer that it came in",
      `{"access_token":"${parts}"}`,
      /^The token stands among/,
      /Copy it alone/,
    ],
    [
      "one in a header",
      `Authorization: Bearer ${parts}`,
      /^The token stands among/,
      /names of fields and headers/,
    ],
    [
      "one for an API with a long name",
      unsignedToken({ ...claims, aud: "x".repeat(5000) }),
      /^This token is for x{199}…, and not/,
      /audience/,
    ],
    ["an encrypted one", `${parts}.a.b`, /no JWT that can be read: an opaque or encrypted/, /API Explorer/],
    ["one that is cut off", `ab${parts.slice(4)}`, /no whole token/, /all of it again/],
    [
      "one that expired",
      unsignedToken({ ...claims, exp: hour - 7200 }),
      /^This token expired at /,
      /API Explorer/,
    ],
    [
      "one that expires now",
      unsignedToken({ ...claims, exp: now / 1000 }),
      /^This token expired at /,
      /Copy one/,
    ],
    [
      "one for another API",
      unsignedToken({ ...claims, aud: "https://calc.example/" }),
      /for https:\/\/calc\.example\/, and not for the Management API/,
      /own domain/,
    ],
    [
      "an ID token",
      unsignedToken({ ...claims, aud: "m2m" }),
      /for m2m, and not for the Management/,
      /audience/,
    ],
    ["one for no API", unsignedToken({ ...claims, aud: undefined }), /for no API, and not/, /audience/],
  ] as const) {
    test(`${what} is refused with its own words`, () => {
      assert.throws(
        () => readManagementToken(text, now),
        (error) => {
          assert.ok(error instanceof Failure && error.code === "invalid-input");
          assert.match(error.message, message);
          assert.match(error.remedy ?? "", remedy);
          assert.ok(!error.text.includes(text), "the token is not repeated");
          return true;
        },
      );
    });
  }
});
