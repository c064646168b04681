import fc from "fast-check";
import type { Json } from "../../src/resources/kind.ts";

/** Names of secrets as services, scripts and people write them, each also in another case. */
const names = [
  "client_secret",
  "clientSecret",
  "password",
  "proxy_password",
  "api_key",
  "access_token",
  "privateKey",
  "primaryKey",
  "refresh_token",
  "connectionString",
];
const name = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom("asItIs", "toUpperCase", "toLowerCase"))
  .map(([text, change]) => (change === "asItIs" ? text : text[change as "toUpperCase" | "toLowerCase"]()));

const harmlessName = fc.constantFrom("id", "items", "properties", "display", "a", "list");

/** One value that holds `secret` in a way in which services have been seen to give one. */
function holding(secret: string): fc.Arbitrary<Json> {
  const header = (scheme: string) => `${scheme} ${secret}`;
  const text = fc.oneof(
    name.map((one) => JSON.stringify({ [one]: secret, audience: "orders" })),
    name.map((one) => JSON.stringify({ status: 200, body: JSON.stringify([{ [one]: [secret] }]) })),
    name.map((one) => `https://api.example.com/orders?page=2&${one}=${encodeURIComponent(secret)}`),
    fc.constant(`https://shop:${secret}@api.example.com/orders`),
    fc.constantFrom("Bearer", "Basic", "SharedAccessKey").map((scheme) => `Authorization: ${header(scheme)}`),
  );
  return fc.oneof(
    name.map((one) => ({ id: "x", [one]: secret })),
    name.map((one) => ({ [one]: ["x", secret] })),
    name.map((one) => ({ [one]: { value: secret } })),
    name.map((one) => ({ name: one, value: secret })),
    fc
      .constantFrom("Authorization", "authorization", "AUTHORIZATION")
      .map((one) => ({ [one]: header("Bearer") })),
    fc.constant({ name: "Authorization", value: header("Basic") }),
    name.map((one) => [[{ [one]: secret }]]),
    text,
    text.map((one) => ({ headers: [one] })),
  );
}

/** A JSON value of any shape with `secret` anywhere in it; never a bare text, as no answer is one. */
export function withSecret(secret: string): fc.Arbitrary<{ readonly [name: string]: Json }> {
  const around: fc.Arbitrary<(inner: Json) => Json> = fc.oneof(
    harmlessName.map((one) => (inner: Json) => ({ [one]: inner, more: 1 })),
    fc.constant((inner: Json) => ["before", inner, null]),
    fc.constant((inner: Json) => [[inner]]),
  );
  return fc
    .tuple(holding(secret), fc.array(around, { maxLength: 4 }), harmlessName)
    .map(([inner, wraps, outer]) => ({ [outer]: wraps.reduce((value, wrap) => wrap(value), inner) }));
}

const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"];

/** Texts that are nothing but secrets. */
export const secretText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...alphabet), { minLength: 24, maxLength: 40 })
  .map((letters) => `A7${letters.join("")}`);

/** The first six characters in a row of `secret` that `text` has; `undefined` when it has none. */
export function leakIn(text: string, secret: string): string | undefined {
  for (let start = 0; start + 6 <= secret.length; start++) {
    const part = secret.slice(start, start + 6);
    if (text.includes(part)) return part;
  }
  return undefined;
}
