import assert from "node:assert/strict";
import { suite, test } from "mocha";
import { azureFailure } from "../../../src/adapters/azure/failures.ts";
import type { FailureCode } from "../../../src/core/failure.ts";

const call = {
  peer: { name: "Azure Resource Manager", host: "management.azure.com", isSandbox: false },
  authority: { name: "Microsoft Entra ID", host: "login.microsoftonline.com", isSandbox: false },
  account: "azure/dir/app",
  doing: "write the policy of API calc",
};

/** What the SDKs throw for an answer. */
function answer(statusCode: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Error {
  return Object.assign(new Error(`HTTP ${statusCode}`), {
    name: "RestError",
    statusCode,
    response: { bodyAsText: JSON.stringify(body), headers: { get: (name: string) => headers[name] } },
  });
}

function named(name: string, message: string, code?: string): Error {
  return Object.assign(new Error(message), { name, ...(code ? { code } : {}) });
}

function saysOf(error: Error, code: FailureCode, ...words: readonly string[]): void {
  const failure = azureFailure(error, call);
  assert.equal(failure.code, code, failure.text);
  for (const word of words) assert.ok(failure.text.includes(word), `“${failure.text}” should say “${word}”`);
  assert.ok(failure.cause === error || failure.cause instanceof Error);
}

suite("failures of Azure", () => {
  test("a stale ETag is a change by someone else", () => {
    const error = { code: "PreconditionFailed", message: "…" };
    saysOf(answer(412, { error }), "changed-on-server", "write the policy of API calc", "Read it again");
  });

  test("what a tier does not have is not supported, whatever the status", () => {
    const message = "Method not allowed in Consumption pricing tier";
    const error = { code: "MethodNotAllowedInPricingTier", message, details: null };
    saysOf(answer(400, { error }), "unsupported", message, "another tier may");
  });

  test("a missing right is named with its scope", () => {
    const message =
      "The client 'a' with object id 'b' does not have authorization to perform action 'Microsoft.ApiManagement/service/apis/policies/write' over scope '/subscriptions/s/resourceGroups/r' or the scope is invalid.";
    saysOf(
      answer(403, { error: { code: "AuthorizationFailed", message } }),
      "forbidden",
      "no right to Microsoft.ApiManagement/service/apis/policies/write on /subscriptions/s/resourceGroups/r",
      "API Management Service Contributor",
    );
  });

  test("another refusal of access is repeated as it is", () => {
    const error = { code: "RequestDisallowedByPolicy", message: "Disallowed by policy x." };
    saysOf(answer(403, { error }), "forbidden", "Disallowed by policy x.");
  });

  test("a refused text keeps each place", () => {
    const details = [
      {
        code: "ValidationError",
        target: "representation",
        message: "Error in element 'x' on line 3, column 4",
      },
    ];
    const error = {
      code: "ValidationError",
      message: "One or more fields contain incorrect values:",
      details,
    };
    const failure = azureFailure(answer(400, { error }), call);
    assert.equal(failure.code, "rejected");
    assert.ok(failure.message.endsWith("Error in element 'x' on line 3, column 4."));
    assert.deepEqual(failure.details, [
      { target: "representation", message: "Error in element 'x' on line 3, column 4" },
    ]);
  });

  test("too many requests are put off as long as Azure says", () => {
    saysOf(answer(429, {}, { "retry-after": "17" }), "rate-limited", "in 17 seconds");
    saysOf(answer(429, {}, { "retry-after": "1" }), "rate-limited", "in 1 second.");
  });

  test("what is busy, missing, broken or signed out is told apart", () => {
    const body = (code: string, message: string) => ({ error: { code, message } });
    saysOf(answer(409, body("ServiceActivating", "The service is activating.")), "rejected", "is activating");
    saysOf(answer(404, body("ResourceNotFound", "API not found.")), "not-found", "API not found.");
    saysOf(answer(503, body("Busy", "Try later")), "unreachable", "Try later");
    saysOf(answer(401, body("ExpiredAuthenticationToken", "…")), "unauthorized", "Sign in to Azure again.");
    saysOf(answer(418, body("Teapot", "Short and stout.")), "rejected", "Short and stout.");
    saysOf(answer(418, "no envelope"), "unreachable", "is not what Azure answers");
  });

  test("a refusal in another's words is not Azure's", () => {
    for (const status of [400, 401, 403, 404, 409, 412]) {
      const proxys = answer(status, { code: "Blocked", message: "Blocked by policy 7." });
      saysOf(proxys, "unreachable", "is not what Azure answers", "such as a proxy");
    }
  });

  test("a connection that failed names who did not answer", () => {
    saysOf(
      named("RestError", "getaddrinfo ENOTFOUND", "ENOTFOUND"),
      "unreachable",
      "Azure Resource Manager does not answer at management.azure.com",
    );
    saysOf(
      named("CredentialUnavailableError", "endpoints_resolution_error: could not resolve"),
      "unreachable",
      "Microsoft Entra ID does not answer at login.microsoftonline.com",
    );
    saysOf(
      named("AuthenticationRequiredError", "network_error: unable to verify the first certificate"),
      "unreachable",
      "certificate is not trusted",
    );
  });

  test("the errors of Entra ID are said in plain words", () => {
    const refused = (number: string) =>
      named("AuthenticationRequiredError", `invalid_client: AADSTS${number}: …`);
    saysOf(refused("7000215"), "unauthorized", "refused the client secret", "not its id");
    saysOf(refused("7000222"), "unauthorized", "has expired");
    saysOf(refused("700016"), "unauthorized", "no such application");
    saysOf(refused("90002"), "unauthorized", "no such directory");
    saysOf(refused("900023"), "invalid-input", "tenant id");
    saysOf(refused("1234567"), "unauthorized", "AADSTS1234567", "Sign in to Azure again.");
  });

  test("what nobody foresaw keeps its message", () => {
    saysOf(new Error("Out of cheese"), "internal", "write the policy of API calc: Out of cheese.");
  });
});
