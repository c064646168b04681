import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { scopeDescriptionProblem } from "../../../src/domain/auth0-answers.ts";
import { kinds } from "../../../src/resources/all-kinds.ts";
import type { Field } from "../../../src/resources/kind.ts";
import { clientSecretProblem, scopesProblem } from "../../../src/resources/typed-text.ts";
import {
  emailProblem,
  groupNameProblem,
  instanceNameProblem,
  publisherProblem,
} from "../../../src/workflows/create-instance.ts";
import {
  addressesProblem,
  appIdUriProblem,
  certificateProblem,
  entraIdProblem,
  resourceProblem,
  usernameProblem,
} from "../../../src/workflows/protect-api.ts";

type Check = (text: string) => string | undefined;

/** What a person types for a new resource, by kind and field. */
const asked: ReadonlyMap<string, Check | undefined> = new Map(
  kinds.flatMap((kind) =>
    Object.entries<Field>(kind.fields).flatMap(([name, { ask }]) =>
      ask && !ask.choices ? [[`${kind.id} ${name}`, ask.check?.bind(ask)] as const] : [],
    ),
  ),
);

/** Chosen from what is there, by questions of their own, or made up. */
const chosen = new Set([
  "auth0-user connection",
  "auth0-user password",
  "auth0-client-grant clientId",
  "auth0-client-grant audience",
  "azure-product-api apiId",
  "azure-product-group groupId",
  "azure-api-tag tagId",
]);

const of = (key: string): Check => asked.get(key) ?? assert.fail(`Nothing checks “${key}”.`);
const long = (length: number) => "x".repeat(length);
const hidden = "or\u200bders";
const name: readonly (readonly [string, RegExp])[] = [
  ["   ", /more than blanks/],
  ["a\nb", /no line breaks|cannot be seen/],
  [hidden, /cannot be seen/],
];
const auth0Name: typeof name = [...name, ["<b>", /no < and >/], [long(201), /200 at most/]];
const limited = (most: number): typeof name => [
  ...name,
  [long(most + 1), new RegExp(`${most} characters at most`)],
];
const address: typeof name = [
  ["orders", /address that begins with https/],
  ["https:/orders.example", /address that begins with https/],
  ["https://or ders.example", /address that begins with https/],
  ["https://me:secret@orders.example", /user name or a password/],
];
const endpoint: typeof name = [
  ...address,
  ["http://orders.example", /https/],
  ["https://orders.example/#a", /no “#”/],
];
const client: typeof name = [
  ["a b", /client id has ASCII letters/],
  ["clïent", /client id has ASCII letters/],
];
const secret: typeof name = [
  ["a b", /client secret has ASCII letters/],
  ["sécret", /client secret has ASCII letters/],
];
const scope: typeof name = [
  ['read:"orders"', /cannot be a scope/],
  ["läs", /cannot be a scope/],
];

/** Bad answers, and the words in which each is refused; good ones that look alike. */
const table: readonly (readonly [
  what: string,
  check: Check,
  bad: readonly (readonly [text: string, says: RegExp])[],
  good: readonly string[],
])[] = [
  ["name of an Auth0 API", of("auth0-api name"), auth0Name, ["Orders & Bills"]],
  [
    "identifier",
    of("auth0-api identifier"),
    [
      ["a b", /no spaces/],
      [hidden, /cannot be seen/],
      [long(601), /600 at most/],
    ],
    ["https://orders.example/", "urn:orders"],
  ],
  ["scope of an API", of("auth0-api scopes"), [...scope, [long(281), /280 at most/]], ["read:orders"]],
  [
    "description of a scope",
    scopeDescriptionProblem,
    [
      [hidden, /cannot be seen/],
      [long(501), /500 at most/],
    ],
    ["", "Read orders"],
  ],
  ["scope of a grant", of("auth0-client-grant scopes"), scope, ["read:orders"]],
  ["name of an application", of("auth0-application name"), auth0Name, ["Orders"]],
  ...["callbacks", "logoutUrls"].map(
    (field) =>
      [
        field,
        of(`auth0-application ${field}`),
        [
          ["orders.example/cb", /begins with a scheme/],
          ["https://orders.example/#a", /no “#”/],
          ["https:///cb", /has no host/],
          ["javascript:alert(1)", /begins with a scheme/],
          [`https://${hidden}.example`, /is not an address/],
        ],
        ["https://orders.example/cb", "myapp://cb", "myapp:///cb", "https://*.orders.example"],
      ] as const,
  ),
  [
    "origin",
    of("auth0-application webOrigins"),
    [
      ["https://orders.example/a", /without a path/],
      ["orders.example", /is not an origin/],
      [`https://${hidden}`, /is not an origin/],
    ],
    ["https://orders.example:8443", "https://*.orders.example"],
  ],
  [
    "name of a connection",
    of("auth0-connection name"),
    [
      ["a b", /ASCII letters and digits/],
      ["-a", /single dashes/],
      ["a--b", /single dashes/],
      ["<b>", /ASCII/],
      [long(129), /128 at most/],
    ],
    ["users-2"],
  ],
  [
    "e-mail address of a user",
    of("auth0-user email"),
    [
      ["bob", /not an e-mail address/],
      ["bob@example", /not an e-mail address/],
      ["<bob@example.com>", /not an e-mail address/],
    ],
    ["bob@example.com"],
  ],
  ["name of an API", of("azure-api displayName"), limited(300), ["Orders <v2>"]],
  [
    "path of an API",
    of("azure-api path"),
    [
      ["%%", /two hexadecimal digits/],
      ["a%2", /two hexadecimal digits/],
      ["<b>", /letters without accents/],
      ["läs", /letters without accents/],
      ["a b", /%20 for a blank/],
      ["a?b", /A path has letters/],
      ["a#b", /A path has letters/],
      ["a\\b", /A path has letters/],
      ["{tenant}", /A path has letters/],
      [hidden, /A path has letters/],
      ["a/../b", /is \. or \.\. alone/],
      ["a//b", /between its slashes/],
      ["https://orders.example/a", /whole address/],
      [long(401), /400 characters at most/],
    ],
    ["", "orders", "/orders/", "orders/v1.2", "or-ders_~!$&'()*+,;=:@", "caf%C3%A9", "..."],
  ],
  [
    "backend of an API",
    of("azure-api serviceUrl"),
    [...address, [`https://${long(2000)}.example`, /2000 characters|must be an address/]],
    ["http://orders.example", "wss://orders.example"],
  ],
  ["name of a tag", of("azure-tag displayName"), limited(160), ["Shop"]],
  ["name of a group", of("azure-group displayName"), limited(300), ["Partners"]],
  ["description of a group", of("azure-group description"), limited(1000), ["Who sells for us"]],
  ["name of a version set", of("azure-version-set displayName"), limited(100), ["Orders"]],
  ["description of a version set", of("azure-version-set description"), name, [long(2000)]],
  [
    "query parameter of versions",
    of("azure-version-set versionQueryName"),
    [
      ["a b", /Letters, digits/],
      ["a=b", /Letters, digits/],
      [long(101), /100 characters at most/],
    ],
    ["api-version"],
  ],
  [
    "header of versions",
    of("azure-version-set versionHeaderName"),
    [
      ["a b", /no blanks/],
      ["a:b", /none of/],
      [long(101), /100 characters at most/],
    ],
    ["Api-Version"],
  ],
  ["name of an authorization server", of("azure-authorization-server displayName"), limited(50), ["Auth0"]],
  [
    "authorization endpoint",
    of("azure-authorization-server authorizationEndpoint"),
    endpoint,
    ["https://contoso.eu.auth0.com/authorize?audience=a"],
  ],
  [
    "token endpoint",
    of("azure-authorization-server tokenEndpoint"),
    endpoint,
    ["https://contoso.eu.auth0.com/oauth/token"],
  ],
  [
    "client registration page",
    of("azure-authorization-server clientRegistrationEndpoint"),
    address,
    ["https://portal.azure.com/#home"],
  ],
  ["client id of a server", of("azure-authorization-server clientId"), client, ["abc_123"]],
  ["client secret of a server", of("azure-authorization-server clientSecret"), secret, ["wJ~8Q-<secret>"]],
  ["name of a product", of("azure-product displayName"), limited(300), ["Gold"]],
  ["description of a product", of("azure-product description"), limited(1000), ["For all."]],
  ["name of a subscription", of("azure-subscription displayName"), limited(100), ["Partners"]],
  [
    "scope of a subscription",
    of("azure-subscription scope"),
    [
      ["products/a", /\/products\/ or \/apis\//],
      ["/products/", /\/products\/ or \/apis\//],
    ],
    ["/apis", "/apis/a", "/products/a"],
  ],
  [
    "owner of a subscription",
    of("azure-subscription ownerId"),
    [["1", /begins with \/users\//]],
    ["/users/1"],
  ],
  ["name of a provider", of("azure-openid-provider displayName"), limited(50), ["Auth0"]],
  ["description of a provider", of("azure-openid-provider description"), name, ["For all."]],
  [
    "metadata of a provider",
    of("azure-openid-provider metadataEndpoint"),
    [...address, ["https://contoso.example/", /well-known/]],
    ["https://contoso.example/.well-known/openid-configuration"],
  ],
  ["client id of a provider", of("azure-openid-provider clientId"), client, ["abc"]],
  ["client secret of a provider", of("azure-openid-provider clientSecret"), secret, ["abc"]],
  ["name of a credential provider", of("azure-credential-provider displayName"), limited(300), ["CRM"]],
  [
    "name of a named value",
    of("azure-named-value displayName"),
    [
      ["a b", /letters, digits, dashes/],
      ["ä", /letters, digits/],
      ["{{a}}", /letters, digits/],
      [long(257), /256/],
    ],
    ["a-b_c.d"],
  ],
  ...["value", "secretValue"].map(
    (field) =>
      [
        field,
        of(`azure-named-value ${field}`),
        [
          ["  ", /blanks only/],
          [long(4097), /4096 characters at most/],
        ],
        ["a b"],
      ] as const,
  ),
  ["title of a backend", of("azure-backend title"), limited(300), ["Orders"]],
  ["address of a backend", of("azure-backend url"), address, ["http://orders.example"]],
  ["description of a fragment", of("azure-policy-fragment description"), limited(1000), ["For all."]],
  [
    "name of an instance",
    instanceNameProblem,
    [
      ["1a", /begins with a letter/],
      ["a-", /ends with a letter or digit/],
      ["a_b", /hyphens only/],
      [long(51), /50 at most/],
    ],
    ["contoso-apim"],
  ],
  [
    "resource group",
    groupNameProblem,
    [
      ["a/b", /letters, digits/],
      ["a.", /no period at its end/],
      [long(91), /90 at most/],
    ],
    ["rg-(1)"],
  ],
  [
    "organisation",
    publisherProblem,
    [
      ["  ", /more than blanks/],
      [hidden, /cannot be seen/],
      [long(101), /100 characters at most/],
    ],
    ["Contoso"],
  ],
  [
    "administrator's address",
    emailProblem,
    [
      ["admin", /e-mail address, such as/],
      [`${long(100)}@a.de`, /100 characters at most/],
    ],
    ["a@b.de"],
  ],
  ["client secret", clientSecretProblem, secret, ["abc"]],
  ["scopes", scopesProblem, scope, ["", "openid profile"]],
  [
    "callers' addresses",
    addressesProblem,
    [
      ["10.0.0", /is no address/],
      ["10.0.0.1/24", /named by its first address/],
    ],
    ["10.0.0.0/24, 10.1.0.1"],
  ],
  [
    "caller's certificate",
    certificateProblem,
    [["orders", /thumbprint, 40 hexadecimal digits/]],
    ["CN=orders"],
  ],
  [
    "resource",
    resourceProblem,
    [
      ["api://a/.default", /leave \/\.default out/],
      ["orders", /application id URI/],
    ],
    ["api://a"],
  ],
  ["id in Entra", entraIdProblem, [["orders", /an id such as/]], ["11111111-2222-3333-4444-555555555555"]],
  [
    "application id URI",
    appIdUriProblem,
    [
      ["orders", /begins with api:\/\//],
      ["api://{id}", /begins with api:\/\//],
    ],
    ["api://orders"],
  ],
  ["user name", usernameProblem, [["me:secret", /no colon/]], ["me@contoso.example"]],
];

suite("bad input is refused where it is typed, in words", () => {
  test("everything that is typed for a new resource is checked", () => {
    const unchecked = [...asked].flatMap(([key, check]) => (check || chosen.has(key) ? [] : [key]));
    assert.deepEqual(
      unchecked,
      [],
      "Give its `ask` a `check` that says what is allowed, and a line to this table.",
    );
  });

  for (const [what, check, bad, good] of table) {
    test(what, () => {
      for (const [text, says] of bad) {
        const said = check(text) ?? assert.fail(`“${text.slice(0, 40)}” is taken.`);
        assert.match(said, says);
        assert.match(said, /^[A-Z“\d].*[.]$/s, "a whole sentence");
      }
      for (const text of good) assert.equal(check(text), undefined, text);
    });
  }

  test("no two of one text's mistakes are refused with the same words where there are words for each", () => {
    const path = of("azure-api path");
    const said = ["%%", "a b", "a//b", "a/../b", "https://a.example/b", long(401)].map(path);
    assert.equal(new Set(said).size, said.length);
  });
});
