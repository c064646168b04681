import assert from "node:assert/strict";
import { setup, suite, test } from "mocha";
import { SdkAuth0Cloud } from "../../src/adapters/auth0/sdk-auth0-cloud.ts";
import { trustingFetch } from "../../src/adapters/trusting-fetch.ts";
import { Failure } from "../../src/core/failure.ts";
import { createLogger } from "../../src/core/logger.ts";
import { instancePath } from "../../src/domain/instance-path.ts";
import { storeOf } from "../../src/resources/clouds.ts";
import { auth0Application } from "../../src/resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../src/resources/kinds/authorization-server.ts";
import type { Fault } from "../../src/sandbox/faults.ts";
import { withSandbox } from "../support/sandbox.ts";
import { auth0Account, openAzure, sandboxCalculator } from "../support/sandbox-accounts.ts";
import { authorizationServerExample } from "./kinds/authorization-server.ts";

const secret = "Zq7kP2xvL9mNc4Ws8Tb3Hd6Yf1Gj5Ra0";

/** Answers with secrets in them, some in places whose names tell nothing. */
const bodies = [
  JSON.stringify({ primaryKey: secret, secondaryKey: secret }),
  JSON.stringify({ clientSecret: secret, resourceOwnerPassword: secret }),
  JSON.stringify({ client_id: "x", client_secret: secret }),
  JSON.stringify({ value: secret }),
  JSON.stringify([secret]),
  `<html><body>The proxy received ${secret}</body></html>`,
  `{${secret}`,
  secret,
];

/** Each body whole and cut off: in the secret, and before the last bracket. */
const cuts = (body: string): string[] => {
  const inSecret = body.indexOf(secret) + secret.length - 4;
  return [body, body.slice(0, -1), body.slice(0, inSecret), `${body.slice(0, inSecret)}\n`];
};

/** What a person and a log get to see of `error`. */
function seenOf(error: unknown): string {
  assert.ok(error instanceof Failure, String(error));
  const lines: string[] = [];
  const logger = createLogger({ write: (_, line) => void lines.push(line) });
  logger.error(error.text, error.cause ?? error);
  return [error.text, ...error.details.map(({ message }) => message), ...lines].join("\n");
}

suite("answers that hold secrets, garbled", function () {
  this.timeout(60_000);
  const sandbox = withSandbox({ record: () => undefined });
  const { signal } = new AbortController();
  setup(() => sandbox.reset());

  const secretIn = async (cloud: SdkAuth0Cloud) => {
    const ref = { kind: auth0Application.id, owner: cloud.domain, id: "some-client" };
    return storeOf({ auth0: cloud, azure: { shelves: new Map() } }, auth0Application).secretOf?.(ref, signal);
  };

  /** Calls while the service answers with each body, in each status, and looks for the secret in what comes out. */
  async function neverQuoted(
    fault: Pick<Fault, "service" | "path" | "method">,
    call: () => Promise<unknown>,
  ) {
    let failed = 0;
    for (const status of [200, 201, 400, 403, 404, 422, 501])
      for (const type of ["application/json", "text/html"])
        for (const body of bodies.flatMap(cuts)) {
          const end = sandbox.faults.add({ ...fault, status, body, headers: { "content-type": type } });
          await call().catch((error: unknown) => {
            failed += 1;
            const seen = seenOf(error);
            const leaked = Array.from({ length: secret.length - 5 }, (_, at) => secret.slice(at, at + 6));
            const leak = leaked.find((part) => seen.includes(part));
            assert.equal(leak, undefined, `${status} ${type} ${body}\n→ ${seen}`);
          });
          end();
        }
    assert.ok(failed > 300, `${failed} failed`);
  }

  test("of Azure: the secret of an authorization server", async () => {
    const azure = await openAzure(sandbox.info);
    const { instance } = sandboxCalculator(sandbox.info);
    const ref = { kind: authorizationServer.id, owner: instancePath(instance), id: "auth0" };
    const [draft] = await authorizationServerExample.drafts(azure, ref.owner);
    assert.ok(draft);
    const written = { service: "resourceManager", method: "PUT", path: /authorizationServers/i } as const;
    await neverQuoted(written, () =>
      storeOf({ auth0: { shelves: new Map() }, azure }, authorizationServer).create(ref, draft, signal),
    );
  });

  test("of Azure: the keys of the master subscription", async () => {
    const azure = await openAzure(sandbox.info);
    const { instance } = sandboxCalculator(sandbox.info);
    await neverQuoted({ service: "resourceManager", path: /listSecrets/i }, () =>
      azure.readMasterKey(instance, signal),
    );
  });

  test("of Auth0: an application with its secret", async () => {
    const auth0 = new SdkAuth0Cloud({
      account: auth0Account(sandbox.info),
      secret: sandbox.info.auth0.clientSecret,
      fetch: await trustingFetch(sandbox.info),
      limit: 300,
    });
    await neverQuoted({ service: "auth0", path: "/api/v2/clients/" }, () => secretIn(auth0));
  });

  test("of Auth0: the answer to a sign-in", async () => {
    const fetch = await trustingFetch(sandbox.info);
    const open = () =>
      new SdkAuth0Cloud({
        account: auth0Account(sandbox.info),
        secret: sandbox.info.auth0.clientSecret,
        fetch,
        limit: 300,
      });
    await neverQuoted({ service: "auth0", path: "/oauth/token" }, () => secretIn(open()));
  });
});
