// An application with express-openid-connect that calls an API for its user.
import { input, require } from "./input.mjs";
import { serve } from "./serve.mjs";

const express = require("express");
const { auth, requiresAuth } = require("express-openid-connect");

await serve((origin) => {
  const app = express();
  app.use(
    auth({
      issuerBaseURL: `https://${input.auth0.domain}`,
      baseURL: origin,
      clientID: input.clientId,
      clientSecret: input.clientSecret,
      secret: "only for this test, only for this test",
      authRequired: false,
      idpLogout: true,
      authorizationParams: {
        response_type: "code",
        audience: input.audience,
        scope: "openid profile email offline_access add",
      },
    }),
  );
  app.get("/", (request, response) => response.json({ loggedIn: request.oidc.isAuthenticated() }));
  app.get("/profile", requiresAuth(), async (request, response) => {
    const before = request.oidc.accessToken.access_token;
    const { access_token } = await request.oidc.accessToken.refresh();
    const info = await request.oidc.fetchUserInfo();
    response.json({ user: request.oidc.user, info, refreshed: Boolean(before && access_token) });
  });
  return app;
});
