import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as https from "node:https";
import * as os from "node:os";
import * as path from "node:path";
import type * as vscode from "vscode";

/** One request to the sandbox with its answer, as far as tests look at it. */
interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly status: number;
  readonly responseBody: string;
}

const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "auth0-apim-host-")), "exchanges.jsonl");

/** Has every sandbox that is started from now on write down what it is asked. */
export function recordSandboxes(): void {
  process.env["AUTH0_APIM_SANDBOX_RECORD"] = file;
}

function exchanges(): Exchange[] {
  if (!fs.existsSync(file)) return [];
  // The sandbox may be writing: what stands behind the last line break is no line yet.
  const lines = fs.readFileSync(file, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

/** Requests that change a policy, as they have reached the sandbox since the record began. */
export function policyWrites(): Exchange[] {
  return exchanges().filter(
    ({ method, url }) => method !== "GET" && method !== "HEAD" && /\/polic(?:ies|yFragments)\//.test(url),
  );
}

/** Requests about APIs of Auth0, as they have reached the sandbox since the record began. */
function auth0ApiRequests(): Exchange[] {
  return exchanges().filter(({ url }) => url.includes("/api/v2/resource-servers"));
}

/** Requests about this API of Auth0, or to create one; lists of all are read in the background, too. */
export function requestsAbout(id: string): Exchange[] {
  return auth0ApiRequests().filter(
    ({ method, url }) => method === "POST" || decodeURIComponent(url).includes(`/resource-servers/${id}`),
  );
}

/** Asks the sandbox's tenant about its APIs as somebody else does, with what the extension asked with last. */
export async function askAuth0<T>(method: string, id: string, body?: object): Promise<T> {
  const known = auth0ApiRequests().findLast(({ method: verb }) => verb === "GET");
  assert.ok(known, "The extension has not read any API of Auth0 yet.");
  const url = `${new URL(known.url).origin}/api/v2/resource-servers${id && `/${id}`}`;
  const answer = await send(method, url, known, body && JSON.stringify(body));
  assert.ok(answer.status < 300, answer.body);
  return JSON.parse(answer.body);
}

/** What the service holds for a document, asked past the extension. */
export async function onServer(uri: vscode.Uri): Promise<string> {
  const answer = await ask("GET", uri);
  assert.equal(answer.status, 200, answer.body);
  return JSON.parse(answer.body).properties.value;
}

/** Changes a policy as somebody else does, past the extension. */
export async function putElsewhere(uri: vscode.Uri, text: string): Promise<void> {
  const answer = await ask("PUT", uri, JSON.stringify({ properties: { format: "rawxml", value: text } }));
  assert.ok(answer.status === 200 || answer.status === 201, answer.body);
}

/** Asks with the address and the token that the extension used last for the same policy. */
function ask(method: string, uri: vscode.Uri, body?: string): Promise<{ status: number; body: string }> {
  const api = uri.path.split("/")[3];
  const known = exchanges().findLast(
    ({ method: verb, url }) => verb === "GET" && url.includes(`/apis/${api}/policies/policy`),
  );
  assert.ok(known, `The extension has not read ${uri.path} yet.`);
  return send(method, known.url, known, body);
}

function send(
  method: string,
  url: string,
  known: Exchange,
  body: string | undefined,
): Promise<{ status: number; body: string }> {
  const headers = {
    authorization: known.requestHeaders["authorization"] ?? "",
    "content-type": "application/json",
    ...(body !== undefined && { "if-match": "*", "content-length": Buffer.byteLength(body) }),
  };
  return new Promise((resolve, reject) => {
    // The sandbox is on this machine and has a certificate of its own.
    const request = https.request(url, { method, headers, rejectUnauthorized: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    request.on("error", reject);
    request.end(body);
  });
}
