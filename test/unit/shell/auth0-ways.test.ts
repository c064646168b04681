import assert from "node:assert/strict";
import { managementScopes } from "../../../src/workflows/connect.ts";
import { testKeys } from "../../support/keys.ts";
import { contoso, shellInMemory } from "../../support/shell.ts";
import { secondsFromNow, unsignedToken } from "../../support/tokens.ts";
import { commands, person, Uri, window, workspace } from "../../support/vscode/index.ts";

const { auth0AccountCommands } = await import("../../../src/shell/commands/accounts-auth0.ts");
const { runCommand } = await import("../../../src/shell/commands/run-command.ts");
const { tokenExpiry } = await import("../../../src/shell/account-label.ts");

type Shell = ReturnType<typeof shellInMemory>;

const keys = testKeys();
const audience = `https://${contoso.domain}/api/v2/`;
const named = { ...contoso, name: "Contoso" };
const secretKey = "auth0/contoso.eu.auth0.com/m2m";

/** A tenant whose application proves itself with this, and an environment. */
function tenantWith(proof: string, environment: Readonly<Record<string, string>> = {}): Shell {
  const shell = shellInMemory();
  shell.auth0.clientSecrets.set(contoso.clientId, proof);
  shell.auth0.clientGrants = [
    { id: "g", clientId: contoso.clientId, audience, scopes: [...managementScopes] },
  ];
  return { ...shell, services: { ...shell.services, environment } };
}

async function run({ services }: Shell, id: string, argument?: unknown): Promise<void> {
  const command = auth0AccountCommands(services).find((one) => one.id === `auth0Apim.${id}`);
  assert.ok(command, id);
  await runCommand(command, argument, services.logger);
}

/** Writes a file of the person's, and lets them choose it when they are asked for one. */
function chooses(path: string, text: string): void {
  workspace.contents.set(path, text);
  window.opensInTurn.push(Uri.file(path));
}

/** Everything that is kept or told, but for the secret store. */
function everywhereElse({ memento, workspaceState, log }: Shell): string {
  const seen = [...person.messages, ...person.prompts.map((prompt) => ({ ...prompt }))];
  return [memento.json, workspaceState.json, ...log, JSON.stringify(seen)].join("\n");
}

setup(() => {
  workspace.contents.clear();
  workspace.workspaceFolders = undefined;
  window.opensInTurn.length = 0;
  window.opens = undefined;
});

suite("connecting a tenant with a private key", () => {
  const begin = [{ pick: "Private Key" }, { type: contoso.domain }, { type: "m2m" }] as const;
  const way = { kind: "private-key", algorithm: "RS256" } as const;

  for (const [form, text] of [
    ["PKCS#8", keys.pkcs8],
    ["PKCS#1", keys.pkcs1],
  ] as const) {
    test(`from a file in ${form}`, async () => {
      const shell = tenantWith(keys.pkcs8);
      person.moves = [...begin, { pick: "File…" }, "enter"];
      chooses("/home/kim/key.pem", text);
      await run(shell, "connectAuth0");
      assert.deepEqual(shell.accounts.tenants.all(), [{ ...named, way }]);
      assert.equal(await shell.secrets.read(secretKey), keys.pkcs8);
    });
  }

  test("pasted into a box of one line, with its own algorithm", async () => {
    const shell = tenantWith(keys.pkcs8);
    person.moves = [
      ...begin,
      { pick: "Paste It" },
      { type: keys.pkcs8.replaceAll("\n", "") },
      { pick: "PS256" },
    ];
    await run(shell, "connectAuth0");
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...named, way: { ...way, algorithm: "PS256" } }]);
    assert.equal(person.prompts[4]?.password, true);
    assert.match(
      person.prompts[4]?.example ?? "",
      /^BEGIN PRIVATE KEY/,
      "an example that looks like a secret would be redacted",
    );
  });

  test("with a passphrase, which is asked for, asked again when it is wrong, and not kept", async () => {
    const shell = tenantWith(keys.pkcs8);
    person.moves = [
      ...begin,
      { pick: "File…" },
      { type: "not it" },
      { pick: "RS384" },
      { type: keys.passphrase },
    ];
    chooses("/home/kim/key.pem", keys.locked);
    await run(shell, "connectAuth0");
    const again = person.prompts.at(-1);
    assert.match(again?.problem ?? "", /passphrase does not open the key/);
    assert.equal(again?.password, true);
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...named, way: { ...way, algorithm: "RS384" } }]);
    assert.equal(await shell.secrets.read(secretKey), keys.pkcs8);
    assert.ok(!everywhereElse(shell).includes(keys.passphrase));
  });

  test("a file that has none is told for what it is, and another can be chosen", async () => {
    const shell = tenantWith(keys.pkcs8);
    person.moves = [...begin, { pick: "File…" }, "enter"];
    person.presses = ["Choose Another File"];
    chooses("/home/kim/key.pub", keys.publicPem);
    chooses("/home/kim/key.pem", keys.pkcs8);
    await run(shell, "connectAuth0");
    assert.match(person.messages[0]?.text ?? "", /^This is a public key\./);
    assert.match(person.messages[0]?.detail ?? "", /Give the private key/);
    assert.deepEqual(person.messages[0]?.buttons, ["Choose Another File", "Open File"]);
    assert.equal(shell.accounts.tenants.all().length, 1);
  });

  test("a pasted text that is none is refused while it is typed", async () => {
    const shell = tenantWith(keys.pkcs8);
    person.moves = [...begin, { pick: "Paste It" }, { type: "abc" }];
    await run(shell, "connectAuth0");
    assert.match(person.complaint ?? "", /no private key in PEM/);
  });

  test("a key that is not RSA is asked for again, with the reason", async () => {
    const shell = tenantWith(keys.pkcs8);
    person.moves = [...begin, { pick: "File…" }, "enter", { pick: "File…" }];
    chooses("/home/kim/ec.pem", keys.elliptic);
    chooses("/home/kim/key.pem", keys.pkcs8);
    await run(shell, "connectAuth0");
    assert.match(person.prompts[5]?.text ?? "", /of the type ec, not RSA/);
    assert.equal(person.prompts.length, 6);
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...named, way }]);
  });

  test("a refused one may be the id's fault: id, key and algorithm stand there to be corrected", async () => {
    const shell = tenantWith(keys.pkcs8);
    person.moves = [
      { pick: "Private Key" },
      { type: contoso.domain },
      { type: "m2n" },
      { pick: "File…" },
      "enter",
      { type: "m2m" },
      "enter",
      "enter",
    ];
    chooses("/home/kim/key.pem", keys.pkcs8);
    await run(shell, "connectAuth0");
    assert.match(
      person.prompts[5]?.problem ?? "",
      /refused the client id or the key\. Look under Credentials/,
    );
    assert.equal(person.prompts[5]?.value, "m2n");
    assert.deepEqual(person.prompts[6]?.picked, ["$(check) The Same Key"]);
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...named, way }]);
  });

  test("the key is in the secret store and nowhere else", async () => {
    const shell = tenantWith(keys.pkcs8);
    person.moves = [...begin, { pick: "Paste It" }, { type: keys.pkcs1 }, "enter"];
    await run(shell, "connectAuth0");
    const kept = everywhereElse(shell);
    for (const text of [keys.pkcs8, keys.pkcs1]) {
      for (const line of text.split("\n").filter((one) => one.length === 64)) {
        assert.ok(!kept.includes(line), line);
      }
    }
  });

  test("connecting again asks for the key alone, and knows its algorithm", async () => {
    const shell = tenantWith(keys.pkcs8);
    const account = { ...contoso, way: { ...way, algorithm: "PS256" } as const };
    await shell.accounts.connectTenant(account, "an older key");
    person.moves = [{ pick: "File…" }, "enter"];
    chooses("/home/kim/key.pem", keys.pkcs8);
    await run(shell, "reconnectAuth0", contoso.domain);
    assert.equal(person.prompts.length, 2);
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...account, name: "Contoso" }]);
    assert.equal(await shell.secrets.read(secretKey), keys.pkcs8);
  });
});

suite("connecting a tenant with a token", () => {
  const expiresAt = secondsFromNow(3600);
  const claims = { aud: audience, exp: expiresAt, azp: "m2m", scope: managementScopes.join(" ") };
  const token = unsignedToken(claims);
  const way = { kind: "token", expiresAt } as const;

  test("asks for it alone: the tenant, the application and the expiry stand in it", async () => {
    const shell = tenantWith("");
    person.moves = [{ pick: "Token" }, { type: `Bearer ${token}` }];
    await run(shell, "connectAuth0");
    assert.deepEqual(new Set(person.notes), new Set(["It is a token for contoso.eu.auth0.com."]));
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...named, way }]);
    assert.equal(await shell.secrets.read(secretKey), token);
    assert.equal(person.prompts[1]?.password, true);
    assert.equal(person.messages.at(-1)?.text, "The Auth0 tenant Contoso is connected.");
  });

  test("says which scopes it lacks, by its own claims", async () => {
    const shell = tenantWith("");
    person.moves = [{ pick: "Token" }, { type: unsignedToken({ ...claims, scope: "read:clients" }) }];
    await run(shell, "connectAuth0");
    assert.match(person.heard, /lacks \d\d Management API scopes/);
    assert.equal(await shell.accounts.hasScope({ ...named, way }, "read:clients", signal), true);
    assert.equal(await shell.accounts.hasScope({ ...named, way }, "create:clients", signal), false);
  });

  for (const [what, text, words] of [
    ["an opaque one", "opaque", /opaque or encrypted/],
    ["one that expired", unsignedToken({ ...claims, exp: secondsFromNow(-60) }), /This token expired at/],
    [
      "one for another API",
      unsignedToken({ ...claims, aud: "calc" }),
      /for calc, and not for the Management/,
    ],
  ] as const) {
    test(`${what} is refused while it is typed`, async () => {
      const shell = tenantWith("");
      person.moves = [{ pick: "Token" }, { type: text }];
      await run(shell, "connectAuth0");
      assert.match(person.complaint ?? "", words);
      assert.deepEqual(shell.accounts.tenants.all(), []);
    });
  }

  test("one that the tenant does not take is asked for again", async () => {
    const shell = tenantWith("");
    const { Failure } = await import("../../../src/core/failure.ts");
    shell.auth0.calls.failNext(
      "readTenant",
      new Failure("unauthorized", "Invalid token.", { signIns: ["auth0"] }),
    );
    person.moves = [{ pick: "Token" }, { type: token }, { type: token }];
    await run(shell, "connectAuth0");
    assert.match(person.prompts[2]?.problem ?? "", /refused the token\. It may have been revoked/);
    assert.equal(shell.accounts.tenants.all().length, 1);
  });

  test("a new one is pasted for the same tenant only, and takes the place of the old one, whoever it was given to", async () => {
    const shell = tenantWith("");
    await shell.accounts.connectTenant(
      { ...contoso, name: "Mine", way: { kind: "token", expiresAt: 1 } },
      "old",
    );
    const elsewhere = unsignedToken({ ...claims, aud: "https://other.auth0.com/api/v2/" });
    person.moves = [{ type: elsewhere }];
    await run(shell, "reconnectAuth0", contoso.domain);
    assert.equal(person.complaint, "This token is for other.auth0.com, not for contoso.eu.auth0.com.");
    person.moves = [{ type: unsignedToken({ ...claims, azp: "explorer" }) }];
    await run(shell, "reconnectAuth0", contoso.domain);
    assert.deepEqual(shell.accounts.tenants.all(), [
      { domain: contoso.domain, clientId: "explorer", name: "Mine", way },
    ]);
    assert.equal(await shell.secrets.read(secretKey), undefined);
  });

  test("is in the secret store and nowhere else", async () => {
    const shell = tenantWith("");
    person.moves = [{ pick: "Token" }, { type: token }];
    await run(shell, "connectAuth0");
    const kept = everywhereElse(shell);
    for (const part of token.split(".")) assert.ok(!kept.includes(part), part);
  });

  test("tells on its tenant until when it is good, and that it is not", () => {
    const now = Date.parse("2026-06-01T12:00:00");
    const at = (seconds: number) => ({
      ...contoso,
      way: { kind: "token", expiresAt: now / 1000 + seconds } as const,
    });
    const time = new Date(now + 60_000).toLocaleTimeString();
    assert.equal(tokenExpiry(at(60), now), `token until ${time}`);
    assert.match(tokenExpiry(at(86_400), now) ?? "", /^token until .+, .+/);
    assert.equal(tokenExpiry(at(0), now), "token expired");
    assert.equal(tokenExpiry({ ...contoso, way: { kind: "token" } }, now), "by a token");
    assert.equal(tokenExpiry(contoso, now), undefined);
  });
});

suite("importing how to sign in to a tenant", () => {
  const settings = { AUTH0_DOMAIN: contoso.domain, AUTH0_CLIENT_ID: "m2m" };
  const envFile = (values: Readonly<Record<string, string>>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${value}`)
      .join("\n");

  test("from environment variables, which are offered only when they are set", async () => {
    const shell = tenantWith("s3cret-enough", { ...settings, AUTH0_CLIENT_SECRET: "s3cret-enough" });
    person.moves = [{ pick: "Environment Variables" }];
    await run(shell, "connectAuth0");
    assert.equal(person.prompts.length, 1);
    assert.deepEqual(shell.accounts.tenants.all(), [named]);
    const bare = tenantWith("");
    person.moves = ["escape"];
    await run(bare, "connectAuth0");
    assert.ok(!person.prompts.at(-1)?.lines?.some((line) => line.includes("Environment Variables")));
  });

  test("from a .env file", async () => {
    const shell = tenantWith("s3cret-enough");
    person.moves = [{ pick: "File…" }];
    chooses("/shop/.env", envFile({ ...settings, AUTH0_CLIENT_SECRET: "s3cret-enough" }));
    await run(shell, "connectAuth0");
    assert.deepEqual(shell.accounts.tenants.all(), [named]);
    assert.equal(await shell.secrets.read(secretKey), "s3cret-enough");
  });

  for (const [where, path] of [
    ["beside the file", "/shop/auth0/keys/key.pem"],
    ["in the open folder", "/shop/keys/key.pem"],
  ] as const) {
    test(`from the Deploy CLI's config.json, with a key whose path is relative: ${where}`, async () => {
      const shell = tenantWith(keys.pkcs8);
      workspace.workspaceFolders = [{ uri: Uri.file("/shop") as never }];
      workspace.contents.set(path, keys.pkcs1);
      const key = {
        AUTH0_CLIENT_SIGNING_KEY_PATH: "./keys/key.pem",
        AUTH0_CLIENT_SIGNING_ALGORITHM: "RS384",
      };
      person.moves = [{ pick: "File…" }];
      chooses("/shop/auth0/config.json", JSON.stringify({ ...settings, ...key }));
      await run(shell, "connectAuth0");
      assert.deepEqual(shell.accounts.tenants.all(), [
        { ...named, way: { kind: "private-key", algorithm: "RS384" } },
      ]);
    });
  }

  test("a key that is not where it is said to be is asked for", async () => {
    const shell = tenantWith(keys.pkcs8, { ...settings, AUTH0_CLIENT_SIGNING_KEY_PATH: "/gone/key.pem" });
    person.moves = [{ pick: "Environment Variables" }, { pick: "File…" }, "enter"];
    chooses("/home/kim/key.pem", keys.pkcs8);
    await run(shell, "connectAuth0");
    assert.match(person.prompts[1]?.text ?? "", /Where is the private key/);
    assert.equal(shell.accounts.tenants.all().length, 1);
  });

  test("a token there wins", async () => {
    const token = unsignedToken({ aud: audience, azp: "m2m", scope: managementScopes.join(" ") });
    const shell = tenantWith("", { ...settings, AUTH0_CLIENT_SECRET: "x", AUTH0_ACCESS_TOKEN: token });
    person.moves = [{ pick: "Environment Variables" }];
    await run(shell, "connectAuth0");
    assert.deepEqual(shell.accounts.tenants.all(), [{ ...named, way: { kind: "token" } }]);
  });

  test("a token there that is good no more is asked for anew, with the reason", async () => {
    const old = unsignedToken({ aud: audience, azp: "m2m", exp: 1 });
    const shell = tenantWith("", { AUTH0_ACCESS_TOKEN: old });
    person.moves = [{ pick: "Environment Variables" }, "escape"];
    await run(shell, "connectAuth0");
    assert.match(person.prompts[1]?.problem ?? "", /This token expired at/);
  });

  test("is tested before it is kept: an application's own settings lack rights, and nothing is kept", async () => {
    const shell = tenantWith("s3cret-enough");
    shell.auth0.clientGrants = [];
    person.moves = [{ pick: "File…" }];
    chooses("/shop/.env", envFile({ ...settings, AUTH0_CLIENT_SECRET: "s3cret-enough" }));
    await run(shell, "connectAuth0");
    assert.match(person.messages[0]?.text ?? "", /may not use the Management API/);
    assert.deepEqual(shell.accounts.tenants.all(), []);
    assert.equal(await shell.secrets.read(secretKey), undefined);
  });

  test("what a file leaves out, or has wrong, is asked", async () => {
    const shell = tenantWith("s3cret-enough");
    person.moves = [{ pick: "File…" }, { type: contoso.domain }, { type: "s3cret-enough" }];
    chooses("/shop/.env", envFile({ ...settings, AUTH0_DOMAIN: "contoso" }));
    await run(shell, "connectAuth0");
    assert.deepEqual(
      person.prompts.map(({ value }) => value),
      [undefined, "contoso", ""],
    );
    assert.deepEqual(shell.accounts.tenants.all(), [named]);
  });

  for (const [path, text, words] of [
    ["/shop/.env", "PORT=3000", /^There is neither AUTH0_DOMAIN nor AUTH0_ACCESS_TOKEN in \.env\./],
    [
      "/shop/config.json",
      '{\n "AUTH0_DOMAIN": "a",\n}',
      /^config\.json cannot be read as JSON: see line 3, column 1\./,
    ],
  ] as const) {
    test(`${path} that says nothing of a tenant is told why, and the list comes again`, async () => {
      const shell = tenantWith("");
      person.moves = [{ pick: "File…" }, "escape"];
      chooses(path, text);
      await run(shell, "connectAuth0");
      assert.match(person.heard, words);
      assert.deepEqual(person.messages[0]?.buttons, ["Choose Another File", "Open File"]);
      assert.equal(person.prompts[1]?.text, "How do you want to sign in to the tenant?");
    });
  }

  test("a file that is mended is read again, and what it says is taken", async () => {
    const shell = tenantWith("s3cret-enough");
    const path = "/shop/.env";
    const whole = envFile({ ...settings, AUTH0_CLIENT_SECRET: "s3cret-enough" });
    person.moves = [{ pick: "File…" }];
    person.presses = ["Open File", "Read It Again"];
    person.meanwhile.set("Read It Again", () => workspace.contents.set(path, whole));
    chooses(path, "PORT=3000");
    await run(shell, "connectAuth0");
    assert.equal(window.activeTextEditor?.document.uri.path, path);
    assert.deepEqual(shell.accounts.tenants.all(), [named]);
  });

  test("suggests what the Auth0 CLI knows, and reads none of its tokens", async () => {
    const shell = tenantWith("a-very-secret-secret", { HOME: "/home/kim" });
    const known = { name: "shop", domain: contoso.domain, client_id: "m2m", access_token: "ey.J.cli-token" };
    workspace.contents.set(
      "/home/kim/.config/auth0/config.json",
      JSON.stringify({ tenants: { [contoso.domain]: known } }),
    );
    person.moves = ["enter", { pick: "shop" }, "enter", { type: "a-very-secret-secret" }];
    await run(shell, "connectAuth0");
    assert.equal(person.prompts[2]?.value, "m2m");
    assert.deepEqual(shell.accounts.tenants.all(), [named]);
    assert.ok(!everywhereElse(shell).includes("cli-token"));
    assert.equal(await shell.secrets.read(secretKey), "a-very-secret-secret");
  });

  test("leaves another tenant than those it suggests open", async () => {
    const shell = tenantWith("a-very-secret-secret", { USERPROFILE: "/home/kim" });
    workspace.contents.set(
      "/home/kim/.config/auth0/config.json",
      JSON.stringify({ tenants: { "other.auth0.com": { domain: "other.auth0.com" } } }),
    );
    person.moves = [
      "enter",
      { pick: "Another Tenant" },
      { type: contoso.domain },
      { type: "m2m" },
      { type: "a-very-secret-secret" },
    ];
    await run(shell, "connectAuth0");
    assert.deepEqual(shell.accounts.tenants.all(), [named]);
  });

  test("tells who has no application yet how to make one", async () => {
    const shell = tenantWith("");
    person.moves = [{ pick: "How to Make the Application" }];
    await run(shell, "connectAuth0");
    assert.ok(commands.executed.some(({ id }) => id === "auth0Apim.showManagementScopes"));
  });
});

const signal = new AbortController().signal;
