import { known, type Maybe, unknown } from "../../core/known.ts";
import { dictionary, evaluateExpression, PassedOver, type Thing, thing, toText } from "../../policy/index.ts";
import type { ResolveValue } from "../../token/index.ts";
import { apimService, asksForCertificates, namedValue, plainApiName } from "../azure/gateway-view.ts";
import { spaceOf } from "../azure/resources.ts";
import type { AzureState } from "../azure/state.ts";
import type { Call } from "./call.ts";
import { shownCertificate, variableThing } from "./call-variables.ts";
import type { MessageHeaders } from "./message-headers.ts";
import type { Place } from "./statement.ts";

/** Values of attributes and elements as they are for `call` in a policy of `scope`: named values put in, expressions evaluated. */
export function createResolver(state: AzureState, call: Call, scope: Place["scope"]): ResolveValue {
  return (written) => {
    const value = evaluateWritten(state, call, written, scope);
    if (!value.known) return unknown;
    try {
      return known(toText(value.value));
    } catch (error) {
      return notKnown(call, written, error);
    }
  };
}

/** Notes why a value is unknown, unless a named value, which may be a secret, is part of what was written. */
function notKnown(call: Call, written: string, error: unknown): Maybe<never> {
  if (!(error instanceof PassedOver)) throw error;
  if (!written.includes("{{") && !call.holdsNamedValues) call.why = error.message;
  return unknown;
}

/** Like {@link createResolver}, but the value keeps its type. */
export function evaluateWritten(
  state: AzureState,
  call: Call,
  written: string,
  scope: Place["scope"],
): Maybe<unknown> {
  const space = scope === "global" ? apimService(state).id : spaceOf(call.route.api.id);
  let missing: string | undefined;
  const text = written.replace(/\{\{\s*([\w.-]+)\s*\}\}/g, (_, name: string) => {
    const value = namedValue(state, space, name);
    if (value === undefined) missing = name;
    return value ?? "";
  });
  if (missing !== undefined) {
    call.why = `There is no named value “${missing}”.`;
    return unknown;
  }
  if (!/^\s*@[({]/.test(text)) return /@[({]/.test(text) ? unknown : known(text);
  try {
    return known(evaluateExpression(text, createContext(state, call)));
  } catch (error) {
    return notKnown(call, written, error);
  }
}

/** The object `context` of policy expressions. */
function createContext(state: AzureState, call: Call): Thing {
  const { request, route } = call;
  const { properties } = route.api;
  return thing({
    RequestId: () => call.id,
    Request: () =>
      thing({
        Method: () => {
          call.unknowns.require("method");
          return request.method;
        },
        IpAddress: () => request.ip,
        Certificate: () => certificateThing(state, call),
        Headers: () => headerDictionary(request.headers, call, "request header"),
        MatchedParameters: () => dictionary((name) => route.matchedParameters.get(name)),
        OriginalUrl: () => urlThing(request.url),
        Url: () => {
          call.unknowns.require("address");
          return urlThing(new URL(request.url.origin + route.rest + request.target.query));
        },
      }),
    Response: () => responseThing(call),
    LastError: () => lastErrorThing(call),
    Variables: () =>
      dictionary((name) => {
        call.unknowns.require("variable", name);
        return variableThing(call.variables.get(name));
      }),
    Api: () =>
      thing({
        Id: () => plainApiName(route.api),
        Name: () => properties["displayName"] ?? null,
        Path: () => properties["path"] ?? null,
        Revision: () => properties["apiRevision"] ?? null,
        Version: () => properties["apiVersion"] ?? null,
      }),
    Operation: () =>
      thing({
        Id: () => route.operation.name,
        Name: () => route.operation.properties["displayName"] ?? null,
        Method: () => route.operation.properties["method"] ?? null,
        UrlTemplate: () => route.operation.properties["urlTemplate"] ?? null,
      }),
    Product: () => productThing(call),
    Subscription: () => (call.subscription === undefined ? null : thing({ Id: () => call.subscription })),
  });
}

function productThing({ product }: Call): Thing | null {
  if (!product) return null;
  return thing({ Id: () => product.name, Name: () => product.properties["displayName"] ?? null });
}

function responseThing(call: Call): Thing | null {
  const { response } = call;
  if (!response) return null;
  return thing({
    StatusCode: () => {
      call.unknowns.require("status");
      return response.status;
    },
    StatusReason: () => response.reason ?? "",
    Headers: () => headerDictionary(response.headers, call, "response header"),
  });
}

/** What the caller has shown at the handshake, where the host name asks for it. */
function certificateThing(state: AzureState, { request: { certificate: shown } }: Call): Thing | null {
  return shown && asksForCertificates(state) ? shownCertificate(shown) : null;
}

function lastErrorThing({ lastError }: Call): Thing | null {
  if (!lastError) return null;
  return thing({
    Source: () => lastError.source,
    Reason: () => lastError.reason,
    Message: () => lastError.message,
    Scope: () => lastError.scope ?? null,
    Section: () => lastError.section ?? null,
    PolicyId: () => lastError.policyId ?? null,
  });
}

function headerDictionary(
  headers: MessageHeaders,
  { unknowns }: Call,
  side: "request header" | "response header",
): Thing {
  return dictionary((name) => {
    unknowns.require(side, name);
    const values = headers.getAll(name);
    return values.length === 0 ? undefined : values;
  }, true);
}

function urlThing(url: URL): Thing {
  return thing(
    {
      Host: () => url.hostname,
      Path: () => url.pathname,
      Port: () => Number(url.port || 443),
      Scheme: () => url.protocol.replace(":", ""),
      QueryString: () => url.search,
      Query: () =>
        dictionary((name) => (url.searchParams.has(name) ? url.searchParams.getAll(name) : undefined), true),
    },
    { ToString: () => url.href },
  );
}
