import type { Exchange } from "../../../src/sandbox/exchange.ts";
import { requestBody, withoutNulls } from "./bodies.ts";
import type { Contracts } from "./contract.ts";
import { asNode, type Located } from "./documents.ts";
import type { Match, Operation, Parameter } from "./operations.ts";
import { PropertyWalk } from "./property-walk.ts";

/** A finding before it is tied to its exchange. */
export interface Finding {
  readonly place: string;
  readonly message: string;
  readonly value?: unknown;
}

/** Whether the request's own address came from an answer, whose parameters are the service's business. */
export type IsOpaque = (url: string) => boolean;

/** What is wrong with a request that was accepted. */
export function* checkRequest(
  contracts: Contracts,
  { operation, path }: Match,
  exchange: Exchange,
  isOpaque: IsOpaque,
): Generator<Finding> {
  const query = new URL(exchange.url).searchParams;
  for (const parameter of operation.parameters) {
    if (parameter.in === "path") yield* checkValue(contracts, parameter, path[parameter.name]);
    if (parameter.in === "query") yield* checkQuery(contracts, parameter, query);
    if (parameter.in === "header" && parameter.required && !header(exchange, parameter.name)) {
      yield { place: `header ${parameter.name}`, message: "is required" };
    }
  }
  if (!isOpaque(exchange.url)) yield* unknownParameters(operation, query);
  const version = query.get("api-version");
  if (operation.apiVersion && version !== operation.apiVersion) {
    yield { place: "query api-version", message: `must be ${operation.apiVersion}`, value: version };
  }
  yield* checkBody(contracts, operation, exchange);
}

function* checkQuery(contracts: Contracts, parameter: Parameter, query: URLSearchParams): Generator<Finding> {
  const values = query.getAll(parameter.name);
  if (values.length === 0) {
    if (parameter.required) yield { place: `query ${parameter.name}`, message: "is required" };
    return;
  }
  const { node } = contracts.documents.follow(parameter.schema);
  if (node["type"] === "array") return;
  for (const value of values) yield* checkValue(contracts, parameter, value);
}

function* checkValue(
  contracts: Contracts,
  parameter: Parameter,
  text: string | undefined,
): Generator<Finding> {
  const place = `${parameter.in} ${parameter.name}`;
  const { node } = contracts.documents.follow(parameter.schema);
  for (const { message, value } of contracts.requests.checkAlone(node, toTyped(text ?? "", node["type"]))) {
    yield { place, message, value };
  }
}

function toTyped(text: string, type: unknown): unknown {
  if ((type === "integer" || type === "number") && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  if (type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

function* unknownParameters({ parameters }: Operation, query: URLSearchParams): Generator<Finding> {
  const known = new Set(parameters.filter((one) => one.in === "query").map(({ name }) => name.toLowerCase()));
  for (const [name, value] of query) {
    const plain = name.replace(/\[\d*\]$/, "").toLowerCase();
    if (!known.has(plain)) yield { place: "query", message: `unknown query parameter ${name}`, value };
  }
}

function* checkBody(contracts: Contracts, operation: Operation, exchange: Exchange): Generator<Finding> {
  const described = bodySchema(operation);
  const body = requestBody(exchange);
  if (body.kind === "unreadable") {
    yield { place: "request body", message: `cannot be read: ${body.type}` };
    return;
  }
  if (body.kind === "none") {
    if (described?.required) yield { place: "request body", message: "is required" };
    return;
  }
  if (!described) {
    const isEmpty = Object.keys(asNode(body.value)).length === 0;
    if (!isEmpty)
      yield { place: "request body", message: "there is none in the contract", value: body.value };
    return;
  }
  // Auth0's PATCH is no merge patch: its contract says of each field whether it takes null
  const isMerged = operation.method === "PATCH" && exchange.service !== "auth0";
  const value = isMerged ? withoutNulls(body.value) : body.value;
  const walk = new PropertyWalk(contracts.documents, { refuseReadOnly: true, refuseSecrets: false });
  const place = { document: operation.document, node: described.node };
  for (const finding of [
    ...contracts.requests.check(operation.document, described.pointer, value),
    ...walk.check([place], value),
  ]) {
    yield { place: `request body ${finding.pointer}`, message: finding.message, value: finding.value };
  }
}

interface BodySchema {
  readonly required: boolean;
  readonly node: Located["node"];
  readonly pointer: readonly string[];
}

/** Where an operation says what its body is: OpenAPI 2 in a parameter, OpenAPI 3 per type of content. */
export function bodySchema({ place, pointer }: Operation): BodySchema | undefined {
  const parameters = place.node["parameters"];
  for (const [index, parameter] of (Array.isArray(parameters) ? parameters : []).entries()) {
    const { in: where, required, schema } = asNode(parameter);
    if (where !== "body") continue;
    const at = [...pointer, "parameters", String(index), "schema"];
    return { required: required === true, node: asNode(schema), pointer: at };
  }
  const { content, required } = asNode(place.node["requestBody"]);
  const types = asNode(content);
  const type = "application/json" in types ? "application/json" : Object.keys(types)[0];
  if (type === undefined) return undefined;
  return {
    required: required === true,
    node: asNode(asNode(types[type])["schema"]),
    pointer: [...pointer, "requestBody", "content", type, "schema"],
  };
}

function header({ requestHeaders }: Exchange, name: string): string | undefined {
  return requestHeaders[name.toLowerCase()];
}
