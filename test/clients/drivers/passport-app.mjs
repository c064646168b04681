// An application with passport-auth0, as its README has it.
import { input, require } from "./input.mjs";
import { serve } from "./serve.mjs";

const express = require("express");
const session = require("express-session");
const passport = require("passport");
const { Strategy } = require("passport-auth0");

await serve((origin) => {
  const app = express();
  const keepAll = { saveUninitialized: true, resave: false };
  app.use(session({ secret: "only for this test", ...keepAll }));
  passport.use(
    new Strategy(
      {
        domain: input.auth0.domain,
        clientID: input.clientId,
        clientSecret: input.clientSecret,
        callbackURL: `${origin}/callback`,
      },
      (_accessToken, _refreshToken, _extra, profile, done) => done(null, profile),
    ),
  );
  passport.serializeUser((user, done) => done(null, user));
  passport.deserializeUser((user, done) => done(null, user));
  app.use(passport.initialize());
  app.use(passport.session());
  app.get("/login", passport.authenticate("auth0", { scope: "openid email profile" }));
  app.get("/callback", passport.authenticate("auth0", { failWithError: true }), (_request, response) =>
    response.redirect("/"),
  );
  app.get("/", (request, response) => response.json(request.user ?? null));
  return app;
});
