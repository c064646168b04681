/** A client that other people wrote, and that works on the sandbox unchanged. */
export interface Client {
  /** As it is called where it comes from. */
  readonly name: string;
  /** The version that is tried. */
  readonly version: string;
  /** What npm installs for it, each with its version; nothing for what comes with the machine. */
  readonly packages: readonly string[];
  /** What it is made to do. */
  readonly does: string;
}

/** From npm, beside packages that it only works with. */
function fromNpm(name: string, version: string, does: string, ...beside: readonly string[]): Client {
  return { name, version, packages: [`${name}@${version}`, ...beside], does };
}

/** Every client that `npm run test:clients` tries; `docs/sandbox.md` has a row for each. */
export const clients = {
  deployCli: fromNpm(
    "auth0-deploy-cli",
    "8.44.0",
    "export, import, import again, export equals, with all resource types; on the seed and on a tenant with APIs, applications, grants, a database, a domain and pages",
  ),
  azureCli: {
    name: "Azure CLI",
    version: "2.45.0",
    packages: [],
    does: "register the cloud, login, list; API import, update, list, delete; revisions; lists of operations, releases, products, named values, version sets and schemas",
  },
  armClient: fromNpm(
    "@azure/arm-apimanagement",
    "9.2.0",
    "list, create, update and delete of every kind the sandbox has; empty lists of the others",
    "@azure/identity@4.12.0",
  ),
  auth0Client: fromNpm(
    "auth0",
    "6.4.0",
    "list, create, update and delete of every kind the sandbox has, with a secret and with a private key; tokens and /userinfo",
  ),
  spa: fromNpm(
    "@auth0/auth0-spa-js",
    "2.28.3",
    "login in Chromium; tokens by a hidden frame, by a pop-up window and by refresh token; logout",
  ),
  passport: fromNpm(
    "passport-auth0",
    "1.4.5",
    "login with callback and profile",
    "passport@0.7.0",
    "express@4.22.3",
    "express-session@1.19.0",
  ),
  expressOidc: fromNpm(
    "express-openid-connect",
    "3.4.0",
    "login with a code, access token for an API, /userinfo, refresh, logout",
    "express@4.22.3",
  ),
  simpleOauth2: fromNpm("simple-oauth2", "5.1.0", "client credentials, authorization code, refresh, revoke"),
  openssl: {
    name: "openssl",
    version: "3",
    packages: [],
    does: "verify -x509_strict of the authority, of the server's and of the tenant's certificates",
  },
  python: {
    name: "Python ssl",
    version: "3",
    packages: [],
    does: "HTTPS to each part with VERIFY_X509_STRICT, which 3.13 has on by itself",
  },
} as const satisfies Readonly<Record<string, Client>>;
