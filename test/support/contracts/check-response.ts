import type { Exchange } from "../../../src/sandbox/exchange.ts";
import { responseBody, withoutNulls } from "./bodies.ts";
import type { Finding } from "./check-request.ts";
import type { Contracts } from "./contract.ts";
import { asNode, type Node } from "./documents.ts";
import type { Match, Operation } from "./operations.ts";
import { PropertyWalk } from "./property-walk.ts";

/** What is wrong with an answer. */
export function* checkResponse(
  contracts: Contracts,
  { operation }: Match,
  exchange: Exchange,
): Generator<Finding> {
  const responses = asNode(operation.place.node["responses"]);
  const isAzure = operation.apiVersion !== undefined;
  const key = answerKey(responses, exchange.status);
  if (key === undefined) {
    yield { place: "response", message: `status ${exchange.status} is not in the contract` };
    return;
  }
  const response = asNode(responses[key]);
  yield* checkHeaders(response, exchange);
  const schema = responseSchema(response);
  if (schema) yield* checkSchema(contracts, operation, exchange, key, schema);
  else yield* checkBare(exchange, isAzure);
}

/** A success must be listed; Azure describes its errors together, Auth0 leaves many out. */
function answerKey(responses: Node, status: number): string | undefined {
  if (String(status) in responses) return String(status);
  if (status < 400) return undefined;
  return "default" in responses ? "default" : Object.keys(responses).find((key) => key >= "400");
}

/** Azure's documents name headers that come with some of the answers only; on these a client depends. */
function* checkHeaders(response: Node, { status, method, responseHeaders }: Exchange): Generator<Finding> {
  const described = Object.keys(asNode(response["headers"])).map((name) => name.toLowerCase());
  if (described.includes("etag") && responseHeaders["etag"] === undefined) {
    yield { place: "response header ETag", message: "is in the contract and was not sent" };
  }
  const polled = ["location", "azure-asyncoperation"].filter((name) => described.includes(name));
  const isRunning = status === 202 || (status === 201 && method === "PUT");
  if (isRunning && polled.length > 0 && polled.every((name) => responseHeaders[name] === undefined)) {
    yield { place: "response headers", message: `lack ${polled.join(" or ")}` };
  }
}

function* checkSchema(
  contracts: Contracts,
  operation: Operation,
  exchange: Exchange,
  key: string,
  schema: { readonly node: Node; readonly pointer: readonly string[] },
): Generator<Finding> {
  const body = responseBody(exchange);
  if (body.kind === "unreadable") {
    yield { place: "response body", message: `cannot be read: ${body.type}` };
    return;
  }
  if (body.kind === "none") {
    if (exchange.method !== "HEAD") yield { place: "response body", message: "is missing" };
    return;
  }
  const isAzure = operation.apiVersion !== undefined;
  const value = isAzure ? withoutNulls(body.value) : body.value;
  const pointer = [...operation.pointer, "responses", key, ...schema.pointer];
  const rules = { refuseReadOnly: false, refuseSecrets: exchange.method === "GET" };
  const walk = new PropertyWalk(contracts.documents, rules);
  for (const mismatch of [
    ...contracts.responses.check(operation.document, pointer, value),
    ...walk.check([{ document: operation.document, node: schema.node }], value),
  ]) {
    yield { place: `response body ${mismatch.pointer}`, message: mismatch.message, value: mismatch.value };
  }
}

/** An answer whose body no document describes: errors of Auth0 have the shape of those that were recorded. */
function* checkBare(exchange: Exchange, isAzure: boolean): Generator<Finding> {
  const body = responseBody(exchange);
  if (exchange.status === 204 && body.kind !== "none") {
    yield { place: "response body", message: "must be empty", value: exchange.responseBody };
  }
  if (isAzure || exchange.status < 400 || exchange.method === "HEAD") return;
  const isManagement = new URL(exchange.url).pathname.startsWith("/api/v2/");
  if (!isManagement) return;
  const { statusCode, error, message } = asNode(body.kind === "value" ? body.value : undefined);
  if (statusCode !== exchange.status || typeof error !== "string" || typeof message !== "string") {
    yield {
      place: "response body",
      message: "is not {statusCode, error, message}",
      value: exchange.responseBody,
    };
  }
}

function responseSchema(response: Node): { node: Node; pointer: string[] } | undefined {
  if ("schema" in response) return { node: asNode(response["schema"]), pointer: ["schema"] };
  const content = asNode(response["content"]);
  if (!("application/json" in content)) return undefined;
  const { schema } = asNode(content["application/json"]);
  if (schema === undefined) return undefined;
  return { node: asNode(schema), pointer: ["content", "application/json", "schema"] };
}
