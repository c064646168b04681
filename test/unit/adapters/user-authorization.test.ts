import assert from "node:assert/strict";
import { suite, test } from "mocha";
import {
  fromUserAuthorization,
  toUserAuthorization,
} from "../../../src/adapters/azure/mapping/user-authorization.ts";

suite("user authorization as Azure has it", () => {
  test("nothing in any of the ways to say nothing", () => {
    const none = { form: "none", oauth2: [], openIdProviderIds: [] };
    assert.deepEqual(toUserAuthorization(undefined), none);
    assert.deepEqual(toUserAuthorization(null), none);
    assert.deepEqual(toUserAuthorization({ oAuth2: null, oAuth2AuthenticationSettings: [] }), none);
  });

  test("the single form of older APIs", () => {
    assert.deepEqual(toUserAuthorization({ oAuth2: { authorizationServerId: "auth0", scope: "" } }), {
      form: "single",
      oauth2: [{ authorizationServerId: "auth0", scope: undefined }],
      openIdProviderIds: [],
    });
  });

  test("the list wins where the service shows both", () => {
    const both = {
      oAuth2: { authorizationServerId: "first" },
      oAuth2AuthenticationSettings: [{ authorizationServerId: "first" }, { authorizationServerId: "second" }],
    };
    assert.deepEqual(
      toUserAuthorization(both).oauth2.map(({ authorizationServerId }) => authorizationServerId),
      ["first", "second"],
    );
  });

  test("what is written takes the other form away", () => {
    const oauth2 = [{ authorizationServerId: "auth0", scope: "add" }];
    const setting = { authorizationServerId: "auth0", scope: "add" };
    assert.deepEqual(fromUserAuthorization({ form: "list", oauth2, openIdProviderIds: [] }, undefined), {
      oAuth2: null,
      openid: null,
      oAuth2AuthenticationSettings: [setting],
      openidAuthenticationSettings: [],
    });
    assert.deepEqual(fromUserAuthorization({ form: "single", oauth2, openIdProviderIds: [] }, undefined), {
      oAuth2: setting,
      openid: null,
      oAuth2AuthenticationSettings: null,
      openidAuthenticationSettings: null,
    });
  });

  test("an OpenID provider keeps what is not among our words", () => {
    const stored = {
      openidAuthenticationSettings: [{ openidProviderId: "corporate", bearerTokenSendingMethods: ["query"] }],
    };
    const { openidAuthenticationSettings } = fromUserAuthorization(
      { form: "list", oauth2: [], openIdProviderIds: ["corporate", "new"] },
      stored,
    );
    assert.deepEqual(openidAuthenticationSettings, [
      { openidProviderId: "corporate", bearerTokenSendingMethods: ["query"] },
      { openidProviderId: "new" },
    ]);
  });
});
