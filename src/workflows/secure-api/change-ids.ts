/** What the changes of a plan that secures an API are called, in the order in which they are shown. */
export const changeIds = {
  auth0Api: "auth0-api",
  application: "application",
  connection: "connection",
  enable: "enable-connection",
  user: "user",
  policy: "policy",
  server: "authorization-server",
  userAuthorization: "user-authorization",
  portal: "portal",
} as const;
