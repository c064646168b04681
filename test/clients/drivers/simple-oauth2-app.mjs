// simple-oauth2: for a machine, and for a user whose refresh token is used and revoked.
import { randomUUID } from "node:crypto";
import { input, require } from "./input.mjs";
import { serve } from "./serve.mjs";

const { AuthorizationCode, ClientCredentials } = require("simple-oauth2");

const auth = {
  tokenHost: `https://${input.auth0.domain}`,
  tokenPath: "/oauth/token",
  revokePath: "/oauth/revoke",
};
const machine = new ClientCredentials({
  client: { id: input.auth0.clientId, secret: input.auth0.clientSecret },
  auth,
});
const person = new AuthorizationCode({
  client: { id: input.clientId, secret: input.clientSecret },
  auth: { ...auth, authorizePath: "/authorize" },
});

await serve((origin) => {
  const redirect_uri = `${origin}/callback`;
  const answers = {
    "/machine": async () => (await machine.getToken({ audience: input.management })).token,
    "/callback": async (query) => {
      const first = await person.getToken({ code: query.get("code"), redirect_uri });
      const second = await first.refresh();
      // a refresh token that was not rotated is not sent again: the first answer has it
      await first.revokeAll();
      const third = await first.refresh().catch((error) => ({ refused: error.data?.payload?.error }));
      return { first: first.token, second: second.token, third };
    },
  };
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url, origin);
    if (pathname === "/login") {
      const scope = "openid offline_access add";
      const location = person.authorizeURL({
        redirect_uri,
        scope,
        audience: input.audience,
        state: randomUUID(),
      });
      response.writeHead(302, { location }).end();
      return;
    }
    answers[pathname](searchParams).then(
      (body) => response.end(JSON.stringify(body)),
      (error) => response.writeHead(500).end(String(error.stack)),
    );
  };
});
