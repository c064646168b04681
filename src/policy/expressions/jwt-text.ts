import { PassedOver } from "./passed-over.ts";
import { dictionary, type Thing, thing } from "./values.ts";

/** `"…".AsJwt()`: the token that a text is, checked by nobody; `null` for a text that is none. */
export function asJwt(text: string): Thing | null {
  const parts = text.split(".");
  if (parts.length !== 3) return null;
  // whether the gateway passes over a scheme in front is not known
  if (/\s/.test(text)) throw new PassedOver("Whether the text counts as a token is not known.");
  const [header, claims] = parts.map(jsonOf);
  if (!header || !claims) return null;
  return thing({
    Algorithm: () => textIn(header, "alg"),
    Type: () => textIn(header, "typ"),
    Audiences: () => listIn(claims, "aud") ?? [],
    Claims: () => dictionary((name) => listIn(claims, name), true),
    Id: () => textIn(claims, "jti"),
    Issuer: () => textIn(claims, "iss"),
    Subject: () => textIn(claims, "sub"),
  });
}

type Claims = Readonly<Record<string, unknown>>;

/** The object that one part of a token holds; `undefined` when it holds none. */
function jsonOf(part: string): Claims | undefined {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (byte) =>
      byte.charCodeAt(0),
    );
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    // JSON.parse gives plain objects only
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Claims)
      : undefined;
  } catch {
    return undefined;
  }
}

function textIn(claims: Claims, name: string): string | null {
  const value = claims[name];
  return typeof value === "string" ? value : null;
}

/** @throws PassedOver for what is no text: how the gateway writes it is not known. */
function listIn(claims: Claims, name: string): readonly string[] | undefined {
  const value = Object.hasOwn(claims, name) ? claims[name] : undefined;
  if (value === undefined) return undefined;
  return (Array.isArray(value) ? value : [value]).map((one: unknown) => {
    if (typeof one === "string") return one;
    throw new PassedOver(`How the gateway writes the claim “${name}” is not known.`);
  });
}
