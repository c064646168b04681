import { dictionary, PassedOver, type Thing, thing, toText } from "../../policy/index.ts";
import type { SignedToken } from "../../token/index.ts";
import type { GatewayResponse, ShownCertificate } from "./messages.ts";

/** A token that `output-token-variable-name` put into a variable. */
export class JwtVariable {
  constructor(readonly token: SignedToken) {}
}

/** An answer that `send-request` put into a variable. */
export class ResponseVariable {
  constructor(readonly response: GatewayResponse) {}
}

/** What a variable holds, as expressions see it. */
export function variableThing(value: unknown): unknown {
  if (value instanceof JwtVariable) return tokenThing(value.token);
  return value instanceof ResponseVariable ? answerThing(value.response) : value;
}

function tokenThing(token: SignedToken): Thing {
  const claim = (name: string) => {
    if (!Object.hasOwn(token.claims, name)) return undefined;
    const values = [token.claims[name]].flat();
    if (values.length === 0) return undefined;
    return values.map((item) => (typeof item === "string" ? item : JSON.stringify(item)));
  };
  return thing({
    Subject: () => token.claims["sub"] ?? null,
    Issuer: () => token.issuer ?? null,
    Id: () => token.claims["jti"] ?? null,
    Audiences: () => token.audiences,
    Claims: () => dictionary(claim, true),
  });
}

function answerThing({ status, reason, headers, body }: GatewayResponse): Thing {
  const values = (name: string) => {
    const all = headers.getAll(name);
    return all.length === 0 ? undefined : all;
  };
  return thing({
    StatusCode: () => status,
    StatusReason: () => reason ?? "",
    Headers: () => dictionary(values, true),
    Body: () => thing({}, { As: () => jsonThing(parsed(body)) }),
  });
}

/** @throws PassedOver for what is no JSON: nothing else is read from bodies here. */
function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    throw new PassedOver("The body of the answer is no JSON.");
  }
}

/** A value of JSON; what an object does not have is nothing. */
function jsonThing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonThing);
  if (typeof value !== "object" || value === null) return value;
  const member = (key: unknown) => {
    const name = toText(key);
    return Object.hasOwn(value, name) ? jsonThing(Reflect.get(value, name)) : null;
  };
  return { ...thing({}, { ContainsKey: (key) => Object.hasOwn(value, toText(key)) }), index: member };
}

/** A certificate as expressions see it. Nothing is revoked in the sandbox. */
export function shownCertificate({ certificate, isTrusted }: ShownCertificate): Thing {
  const names = (lines: string) => lines.split("\n").reverse().join(", ");
  const verify = () => isTrusted;
  return thing(
    {
      Thumbprint: () => certificate.fingerprint.replaceAll(":", ""),
      Subject: () => names(certificate.subject),
      Issuer: () => names(certificate.issuer),
      SerialNumber: () => certificate.serialNumber,
    },
    { Verify: verify, VerifyNoRevocation: verify },
  );
}
