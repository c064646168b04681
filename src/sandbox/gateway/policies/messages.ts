import { validateHeaderName, validateHeaderValue } from "node:http";
import { PassedOver } from "../../../policy/index.ts";
import { type Call, next } from "../call.ts";
import { ResponseVariable } from "../call-variables.ts";
import { MessageHeaders } from "../message-headers.ts";
import { emptyResponse, type GatewayResponse } from "../messages.ts";
import type { Statement } from "../statement.ts";
import type { Policy } from "./policy.ts";

/** Sets, appends to, or deletes a header of the request, or of the response behind the backend. */
export const setHeader: Policy = (statement, call) => {
  const isRequest = statement.place.section === "inbound" || statement.place.section === "backend";
  const change = readHeaderChange(statement);
  change(isRequest ? call.request.headers : responseOf(call).headers);
  return next;
};

/** Sets status and reason of the response. */
export const setStatus: Policy = (statement, call) => {
  const change = readStatusChange(statement);
  change(responseOf(call));
  return next;
};

/** Sets the body of the request, or of the response behind the backend. */
export const setBody: Policy = (statement, call) => {
  const body = readBody(statement);
  const isRequest = statement.place.section === "inbound" || statement.place.section === "backend";
  if (isRequest) call.request.body = body;
  else responseOf(call).body = body;
  return next;
};

/** Ends the call with an answer made here. */
export const returnResponse: Policy = (statement, call) => {
  const response = answerOf(statement, call);
  for (const child of statement.children()) {
    if (child.name === "set-status") readStatusChange(child)(response);
    else if (child.name === "set-header") readHeaderChange(child)(response.headers);
    else if (child.name === "set-body") response.body = readBody(child);
    else throw new PassedOver(`return-response cannot hold ${child.name}.`);
  }
  return { kind: "answer", response };
};

/** What an answer begins with: one that a variable holds, or an empty one. */
function answerOf(statement: Statement, call: Call): GatewayResponse {
  const name = statement.attribute("response-variable-name");
  if (name === undefined) return emptyResponse(200);
  call.unknowns.require("variable", name);
  const held = call.variables.get(name);
  if (!(held instanceof ResponseVariable)) throw new PassedOver(`“${name}” holds no answer.`);
  const { status, reason, headers, body } = held.response;
  return { status, reason, headers: new MessageHeaders(headers), body };
}

function responseOf(call: Call): GatewayResponse {
  if (!call.response) throw new PassedOver("There is no response yet.");
  return call.response;
}

/** What a `set-header` does to headers. */
export function readHeaderChange(statement: Statement): (headers: MessageHeaders) => void {
  const name = statement.needed("name");
  const action = statement.attribute("exists-action") ?? "override";
  const values = statement.children("value").map((value) => value.content());
  checkHeaderText(name, values);
  return (headers) => {
    if (action === "skip" && headers.has(name)) return;
    if (action !== "append") headers.delete(name);
    if (action === "delete") return;
    for (const value of values) headers.append(name, value);
  };
}

/** @throws PassedOver for what HTTP does not allow in a header. */
function checkHeaderText(name: string, values: readonly string[]): void {
  try {
    validateHeaderName(name);
    for (const value of values) validateHeaderValue(name, value);
  } catch {
    throw new PassedOver(`“${name}” or its value is not fit for a header.`);
  }
}

function readStatusChange(statement: Statement): (response: GatewayResponse) => void {
  const code = statement.number("code", 200);
  const reason = statement.attribute("reason");
  if (code < 100 || code > 599) throw new PassedOver(`${code} is not a status code.`);
  return (response) => {
    response.status = code;
    response.reason = reason;
  };
}

/** The body that a `set-body` gives. */
export function readBody(statement: Statement): Buffer {
  const template = statement.attribute("template");
  if (template !== undefined && template !== "none") throw new PassedOver("Templates are not supported.");
  return Buffer.from(statement.content());
}
