import { PassedOver } from "../../../policy/index.ts";
import { backendAt, certificateData } from "../../azure/gateway-view.ts";
import type { AzureState } from "../../azure/state.ts";
import { type Call, next } from "../call.ts";
import { evaluateWritten } from "../call-context.ts";
import type { Policy } from "./policy.ts";

/** Gives the backend a user name and a password; what the caller sent in that header goes. */
export const authenticationBasic: Policy = (statement, call) => {
  const credentials = `${statement.needed("username")}:${statement.needed("password")}`;
  call.request.headers.set("Authorization", `Basic ${Buffer.from(credentials).toString("base64")}`);
  return next;
};

/** Gives the backend, or a variable, a token of the instance's identity; of a user-assigned one where its client id is given. */
export const authenticationManagedIdentity: Policy = async (statement, call, { tokenFor }) => {
  const variable = statement.attribute("output-token-variable-name");
  const token = await tokenFor(statement.needed("resource"), statement.attribute("client-id"));
  if (token === undefined) throw new PassedOver("There is no token.");
  if (variable === undefined) call.request.headers.set("Authorization", `Bearer ${token}`);
  else call.variables.set(variable, token);
  return next;
};

/** Shows the backend a certificate of the instance; one that the policy itself holds is not known here. */
export const authenticationCertificate: Policy = (statement, call, { state }) => {
  const id = statement.attribute("certificate-id");
  if (id === undefined) throw new PassedOver("Only certificate-id is supported.");
  call.clientCertificate = certificateWithKey(state, id);
  return next;
};

/** Sends the call to another address, or to a backend of the instance with what that is to be shown; a pool is not known here. */
export const setBackendService: Policy = (statement, call, { state }) => {
  const id = statement.attribute("backend-id");
  if (id !== undefined) return toBackend(state, call, id);
  const url = statement.attribute("base-url");
  if (url === undefined || !URL.canParse(url))
    throw new PassedOver("Neither base-url nor backend-id is known.");
  call.backendUrl = url;
  return next;
};

function toBackend(state: AzureState, call: Call, id: string) {
  const found = backendAt(state, id);
  if (!found) throw new PassedOver("There is no such backend, or it is a pool.");
  const { url, certificateIds, authorization, headers, query } = found;
  const said = (written: string): string => {
    const value = evaluateWritten(state, call, written, "global");
    if (value.known && typeof value.value === "string") return value.value;
    throw new PassedOver("The credentials of the backend cannot be evaluated.");
  };
  const [certificate] = certificateIds;
  const shown = certificate === undefined ? undefined : certificateWithKey(state, certificate);
  const set = headers.map(([name, values]) => [name, values.map(said)] as const);
  const asked = query.flatMap(([name, values]) => values.map((one) => [name, said(one)] as const));
  const header = authorization && `${authorization.scheme} ${said(authorization.parameter)}`;
  // only now: what cannot be said of it leaves the call as it was
  call.backendUrl = withQuery(url, asked);
  if (shown) call.clientCertificate = shown;
  for (const [name, values] of set) {
    call.request.headers.delete(name);
    for (const value of values) call.request.headers.append(name, value);
  }
  if (header !== undefined) call.request.headers.set("Authorization", header);
  return next;
}

function withQuery(url: string, parameters: readonly (readonly [string, string])[]): string {
  const whole = new URL(url);
  for (const [name, value] of parameters) whole.searchParams.append(name, value);
  return whole.href;
}

/** @throws PassedOver where only the public part is known: that proves nothing to a backend. */
function certificateWithKey(state: AzureState, id: string): string {
  const data = certificateData(state, id);
  if (data === undefined) throw new PassedOver("There is no such certificate.");
  if (!data.includes("PRIVATE KEY-----"))
    throw new PassedOver("The private key of the certificate is not at hand.");
  return data;
}
