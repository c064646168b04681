import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { abortable, linkSignal } from "../../../src/adapters/abortable.ts";
import { retryMoment } from "../../../src/adapters/auth0/rate-limit.ts";
import { createCredential } from "../../../src/adapters/azure/credential.ts";
import { networkProblem } from "../../../src/adapters/network-problem.ts";
import { readSandboxInfo } from "../../../src/adapters/sandbox-info.ts";
import { unreachable } from "../../../src/adapters/unreachable.ts";
import { failsWith } from "../../support/failing.ts";
import { connectionError } from "./answering.ts";

suite("network problems", () => {
  test("are found however deep they lie", () => {
    assert.equal(networkProblem(connectionError("ENOTFOUND")), "unknown-host");
    assert.equal(networkProblem(new AggregateError([connectionError("ECONNREFUSED")])), "refused");
    assert.equal(networkProblem(connectionError("SELF_SIGNED_CERT_IN_CHAIN")), "certificate");
    for (const code of ["UND_ERR_SOCKET", "HPE_INVALID_CHUNK_SIZE", "Z_BUF_ERROR"]) {
      assert.equal(networkProblem(connectionError(code)), "lost", code);
    }
    assert.equal(
      networkProblem(AbortSignal.abort(new DOMException("late", "TimeoutError")).reason),
      "timeout",
    );
    assert.equal(networkProblem(new Error("anything else")), undefined);
  });

  test("of the sandbox say how to start it, others whom they concern", () => {
    const cloud = { name: "Microsoft Entra ID", host: "login.microsoftonline.com", isSandbox: false };
    const error = connectionError("ECONNREFUSED");
    assert.match(unreachable(cloud, error)?.text ?? "", /Microsoft Entra ID does not answer at login/);
    assert.match(unreachable({ ...cloud, isSandbox: true }, error)?.text ?? "", /Start the sandbox again/);
    assert.equal(unreachable(cloud, new Error("anything else")), undefined);
  });
});

suite("signals", () => {
  test("work that does not listen is left behind", async () => {
    const controller = new AbortController();
    const work = abortable(new Promise(() => undefined), controller.signal);
    controller.abort();
    await failsWith("cancelled", work);
  });

  test("a linked signal follows, and is at its end when it is let go of", () => {
    const controller = new AbortController();
    const [followed, left] = [linkSignal(controller.signal), linkSignal(controller.signal)];
    left.letGo();
    assert.deepEqual([followed.signal.aborted, left.signal.aborted], [false, true]);
    controller.abort();
    assert.equal(followed.signal.aborted, true);
    assert.equal(linkSignal(controller.signal).signal.aborted, true);
  });

  test("a linked signal ends after its limit, as something that took too long", async () => {
    const { signal } = linkSignal(new AbortController().signal, 5);
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
    assert.equal(networkProblem(signal.reason), "timeout");
  });
});

suite("the moment to try again", () => {
  const now = Date.UTC(2026, 0, 1, 12);
  const at = (milliseconds: number) => new Date(milliseconds).toLocaleTimeString("en-GB");

  test("comes from either header, the one in seconds first", () => {
    const reset = String(now / 1000 + 60);
    assert.equal(retryMoment(new Headers({ "x-ratelimit-reset": reset }), now), at(now + 60_000));
    const both = new Headers({ "x-ratelimit-reset": reset, "retry-after": "5" });
    assert.equal(retryMoment(both, now), at(now + 5000));
  });

  test("is never in the past, and unknown without headers", () => {
    assert.equal(retryMoment(new Headers({ "x-ratelimit-reset": "1" }), now), at(now));
    assert.equal(retryMoment(new Headers({ "retry-after": "soon" }), now), undefined);
    assert.equal(retryMoment(undefined, now), undefined);
  });
});

suite("what a started sandbox says", () => {
  const info = {
    auth0: { domain: "127.0.0.1:1", clientId: "a", clientSecret: "b" },
    azure: {
      authorityHost: "https://127.0.0.1:2",
      resourceManager: "https://127.0.0.1:3",
      tenantId: "c",
      clientId: "d",
      clientSecret: "e",
      subscriptionId: "f",
    },
    gateway: "https://127.0.0.1:4",
    portal: "https://127.0.0.1:5",
    ca: "/tmp/ca.pem",
  };

  test("is taken when it is complete", () => {
    assert.deepEqual(readSandboxInfo(JSON.stringify(info)), info);
  });

  test("is refused when anything is missing", () => {
    const { ca: _ca, ...withoutTrust } = info;
    assert.equal(readSandboxInfo(JSON.stringify(withoutTrust)), undefined);
    const azure = { ...info.azure, tenantId: 1 };
    assert.equal(readSandboxInfo(JSON.stringify({ ...info, azure })), undefined);
    assert.equal(readSandboxInfo("Listening on port 3"), undefined);
  });
});

suite("signing in to Azure", () => {
  const http = { retryOptions: { maxRetries: 0 } };

  test("hands out the editor's token with its end, asked for anew each time", async () => {
    let asked = 0;
    const accessToken = async () => ({ token: `token-${++asked}`, expiresAt: new Date(1_000) });
    const credential = createCredential({ kind: "microsoft" }, { accessToken }, http);
    assert.deepEqual(await credential.getToken("scope"), { token: "token-1", expiresOnTimestamp: 1_000 });
    assert.equal((await credential.getToken("scope"))?.token, "token-2");
  });

  test("passes on why the editor gave no token", async () => {
    const accessToken = () => Promise.reject(new Error("User did not consent to login."));
    const credential = createCredential({ kind: "microsoft" }, { accessToken }, http);
    await failsWith("unauthorized", credential.getToken("scope"), "User did not consent", "Sign in to Azure");
  });

  test("needs what the account signs in with", () => {
    const principal = { kind: "service-principal", tenantId: "t", clientId: "client-1" } as const;
    assert.throws(() => createCredential(principal, {}, http), /client-1 is not there/);
    assert.throws(() => createCredential({ kind: "microsoft" }, {}, http), /Microsoft account is not there/);
  });
});
