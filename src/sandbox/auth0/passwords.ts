import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { asText, isObject } from "./json.ts";
import type { Connection } from "./state.ts";

/** Low, since every login of a test pays for it; the stand-in guards no real secret. */
const cost = 1024;

/** `password` as it is stored: `scrypt$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `scrypt$${salt.toString("base64url")}$${(await derive(password, salt)).toString("base64url")}`;
}

/** Whether `password` is the one that was stored. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, salt, hash] = stored?.split("$") ?? [];
  if (!salt || !hash) return false;
  const derived = await derive(password, Buffer.from(salt, "base64url"));
  return timingSafeEqual(derived, Buffer.from(hash, "base64url"));
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, 32, { N: cost }, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

type Strength = {
  readonly length: number;
  readonly kinds: number;
  readonly allOf?: boolean;
  readonly repeat?: number;
};

const strengths: Readonly<Record<string, Strength>> = {
  none: { length: 1, kinds: 0 },
  low: { length: 6, kinds: 0 },
  fair: { length: 8, kinds: 3, allOf: true },
  good: { length: 8, kinds: 3 },
  excellent: { length: 10, kinds: 3, repeat: 2 },
};

const kinds = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/** Whether `password` meets the connection's policy, `good` unless its options say otherwise. */
export function isStrongEnough(password: string, connection: Connection): boolean {
  const options = isObject(connection.properties["options"]) ? connection.properties["options"] : {};
  const complexity = isObject(options["password_complexity_options"])
    ? options["password_complexity_options"]
    : {};
  const policy = strengths[asText(options["passwordPolicy"]) ?? "good"] ?? { length: 8, kinds: 3 };
  const least = typeof complexity["min_length"] === "number" ? complexity["min_length"] : policy.length;
  const counted = policy.allOf ? kinds.slice(0, 3) : kinds;
  const found = counted.filter((kind) => kind.test(password)).length;
  const runs = policy.repeat ? /(.)\1\1/s.test(password) : false;
  return password.length >= least && found >= policy.kinds && !runs;
}
