import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { readRefusal, withInstance } from "./instance.ts";

suite("sandbox gateway: validate-azure-ad-token", () => {
  const instance = withInstance();
  setup(() => instance.seed());

  const tenant = "11111111-2222-3333-4444-555555555555";
  const secure = (inner: string, attributes = `tenant-id="${tenant}"`) =>
    instance.policy(`<validate-azure-ad-token ${attributes}>${inner}</validate-azure-ad-token>`);
  const audiences = "<audiences><audience>api://orders</audience></audiences>";
  const token = (claims = {}) => instance.entraToken({ aud: "api://orders", ...claims });
  const answerTo = async (text?: string) => {
    const response = await instance.add(text === undefined ? {} : { authorization: `Bearer ${text}` });
    await response.arrayBuffer();
    return response.headers.get("sandbox-undecided-policy") ?? response.status;
  };

  test("takes tokens of its tenant, of both versions, and refuses a call without one", async () => {
    secure(audiences);
    assert.equal(await answerTo(await token()), 200);
    const second = { iss: `${instance.entra}/${tenant}/v2.0`, azp: "client" };
    assert.equal(await answerTo(await token(second)), 200);
    const response = await instance.add();
    assert.deepEqual(await readRefusal(response), { status: 401, message: "JWT not present." });
  });

  test("refuses another audience, an expired token, another issuer and a token that somebody else signed", async () => {
    secure(audiences);
    const bad = [
      await token({ aud: "api://other" }),
      await token({ exp: instance.clock / 1000 - 1 }),
      await token({ iss: "https://sts.windows.net/99999999-2222-3333-4444-555555555555/" }),
      await instance.tenant.token({ aud: "api://orders", iss: `${instance.entra}/${tenant}/` }),
    ];
    for (const text of bad) assert.equal(await answerTo(text), 401);
  });

  test("asks for the client's application, in both versions' claims", async () => {
    secure(
      `<client-application-ids><application-id>client</application-id></client-application-ids>${audiences}`,
    );
    assert.equal(await answerTo(await token()), 200);
    assert.equal(await answerTo(await token({ appid: "another" })), 401);
    assert.equal(await answerTo(await token({ appid: undefined, azp: "client" })), 200);
    assert.equal(await answerTo(await token({ appid: undefined })), 401);
  });

  test("asks for claims, and answers with its own code and message", async () => {
    const claims =
      '<required-claims><claim name="roles" match="any"><value>Reader</value></claim></required-claims>';
    const own = 'failed-validation-httpcode="403" failed-validation-error-message="No role."';
    secure(audiences + claims, `tenant-id="${tenant}" ${own}`);
    assert.equal(await answerTo(await token({ roles: ["Reader", "Writer"] })), 200);
    const response = await instance.add({ authorization: `Bearer ${await token({ roles: ["Writer"] })}` });
    assert.deepEqual(await readRefusal(response), { status: 403, message: "No role." });
  });

  test("reads the token from where it says, and keeps it in a variable", async () => {
    secure(audiences, `tenant-id="${tenant}" query-parameter-name="t" output-token-variable-name="who"`);
    const response = await instance.add({}, {});
    assert.equal(response.status, 401);
    await response.arrayBuffer();
    instance.policy(
      `<validate-azure-ad-token tenant-id="${tenant}" header-name="X-Token" output-token-variable-name="who">${audiences}</validate-azure-ad-token>
      <return-response><set-body>@(((Jwt)context.Variables["who"]).Claims.GetValueOrDefault("appid", ""))</set-body></return-response>`,
    );
    assert.equal(await (await instance.add({ "X-Token": await token() })).text(), "client");
  });

  test("knows its tenant by every name that Microsoft's reference has for it", async () => {
    for (const id of ["common", "organizations", `https://login.microsoftonline.com/${tenant}/`]) {
      secure(audiences, `tenant-id="${id}"`);
      assert.equal(await answerTo(await token()), 200, id);
    }
    secure(audiences, 'tenant-id="common" authentication-endpoint="https://login.microsoftonline.com/"');
    assert.equal(await answerTo(await token()), 200);
  });

  test("takes no token for another tenant, and cannot tell whose a domain is", async () => {
    secure(audiences, 'tenant-id="99999999-2222-3333-4444-555555555555"');
    assert.equal(await answerTo(await token()), 401);
    secure(audiences, 'tenant-id="contoso.onmicrosoft.com"');
    assert.equal(await answerTo(await token()), "validate-azure-ad-token");
    assert.equal(await answerTo(), 401);
  });

  test("cannot tell what backend-application-ids asks for, and lets nobody pass by it", async () => {
    secure(
      `<backend-application-ids><application-id>api</application-id></backend-application-ids>${audiences}`,
    );
    assert.equal(await answerTo(await token()), "validate-azure-ad-token");
    assert.equal(await answerTo(await token({ aud: "api://other" })), 401);
  });
});
