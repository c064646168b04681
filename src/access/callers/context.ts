import { dictionary, PassedOver, type Thing, thing, toText } from "../../policy/index.ts";
import type { ProductSnapshot } from "../instance-snapshot.ts";
import type { State } from "../state.ts";
import { notKnown } from "../written.ts";
import { type Caller, type CallerToken, tokenAt } from "./caller.ts";
import { claimIn } from "./claims.ts";

/** What expressions read of a caller. */
interface CallerThings {
  /** The values of a header, by its name in small letters; `undefined` for one that is not sent. */
  header(name: string): unknown;
  /** Members of `context.Request`. */
  readonly request: Readonly<Record<string, () => unknown>>;
  /** Members of `context`. */
  readonly context: Readonly<Record<string, () => unknown>>;
}

/** Headers of HTTP itself, which any client may send. */
const usual =
  /^(?:accept.*|cache-control|connection|content-.*|date|expect|forwarded|from|host|if-.*|origin|pragma|range|referer|te|traceparent|tracestate|transfer-encoding|upgrade|user-agent|via|x-forwarded-.*|x-original-.*|x-azure-.*|x-arr-.*|x-real-ip|x-request-id|request-id|cookie)$/;

/** What is known of a caller whose call runs in the context of `product`, where policies have overwritten what `sent` says. */
export function callerThings(
  caller: Caller,
  sent: State["sent"],
  product: ProductSnapshot | undefined,
): CallerThings {
  // the same text each time it is asked for
  const texts = new Map<CallerToken, Thing>();
  const header = (name: string) => {
    if (sent.has("*") || sent.has(`header ${name}`)) throw new PassedOver(`A policy has set “${name}”.`);
    const sentHere = tokenAt(caller, `header ${name}`);
    if (sentHere) {
      const text = texts.get(sentHere) ?? tokenText(sentHere, name === "authorization");
      texts.set(sentHere, text);
      return text;
    }
    return plainHeader(caller, name);
  };
  return {
    header,
    request: caller.certificate ? {} : { Certificate: () => null },
    context: { Subscription: () => subscriptionOf(caller, product) },
  };
}

function subscriptionOf({ key }: Caller, product: ProductSnapshot | undefined): Thing | null {
  if (key === "none") return null;
  if (key === "api" || product?.name.toLowerCase() === key.product.toLowerCase()) return thing({});
  throw new PassedOver("What becomes of a key that opens nothing here is not known.");
}

function plainHeader(caller: Caller, name: string): readonly string[] | undefined {
  const told = caller.headers?.[name];
  if (typeof told === "string") return [told];
  if (told === null || name === "authorization") return undefined;
  if (told === undefined && caller.sendsNothingElse && !usual.test(name) && !/key/.test(name))
    return undefined;
  throw new PassedOver(`What “${name}” holds is not known.`);
}

/** A text that holds a token, of which only the token is known. */
interface TokenText extends Thing {
  readonly token: CallerToken;
}

/** The token whose text a value is; `undefined` for other values. */
export function tokenOfText(value: unknown): CallerToken | undefined {
  return isTokenText(value) ? value.token : undefined;
}

function isTokenText(value: unknown): value is TokenText {
  return typeof value === "object" && value !== null && "token" in value;
}

function tokenText(token: CallerToken, hasScheme: boolean): TokenText {
  const self: TokenText = {
    ...thing(
      {},
      {
        // whether the gateway passes over a scheme in front is not known
        AsJwt: () => (hasScheme ? passOver("AsJwt") : jwtThing(token)),
        First: () => self,
        FirstOrDefault: () => self,
        Trim: () => self,
        ToString: () => self,
        StartsWith: (prefix, ...more) => startsWith(prefix, more, hasScheme),
        Split: (separator) =>
          toText(separator) === " " ? (hasScheme ? ["Bearer", plain()] : [plain()]) : passOver("Split"),
        Replace: (old, fresh) => {
          const isScheme = toText(old).trim() === "Bearer" && toText(fresh) === "";
          return isScheme ? plain() : passOver("Replace");
        },
        Substring: (start, ...more) =>
          hasScheme && start === "Bearer ".length && more.length === 0 ? plain() : passOver("Substring"),
      },
    ),
    equals: (other) => (isNoToken(other) ? false : passOver("==")),
    token,
  };
  const plain = () => (hasScheme ? tokenText(token, false) : self);
  return self;
}

/** Whether a value is certain not to be the text of a token. */
function isNoToken(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  return typeof value === "string" && !/[\w-]+\.[\w-]+\./.test(value);
}

function startsWith(prefix: unknown, more: readonly unknown[], hasScheme: boolean): boolean {
  const [way] = more;
  const isCaseless = typeof way === "string" && way.endsWith("IgnoreCase");
  const text = isCaseless ? toText(prefix).toLowerCase() : toText(prefix);
  const scheme = isCaseless ? "bearer " : "Bearer ";
  if (!hasScheme) return passOver("StartsWith");
  if (scheme.startsWith(text)) return true;
  return text.startsWith(scheme) ? passOver("StartsWith") : false;
}

function passOver(what: string): never {
  throw new PassedOver(`What ${what} gives of a token is not known.`);
}

/** A token as expressions see it, after `AsJwt()` or in the variable that a check puts it into. */
export function jwtThing(token: CallerToken): Thing {
  return thing({
    Issuer: () => knownText(token.issuer, "issuer"),
    Audiences: () => {
      if (token.audiences.includes(notKnown)) return passOver("Audiences");
      return token.audiences;
    },
    Claims: () => claimsThing(token),
  });
}

/** `Claims`, by name lists of values; `GetValueOrDefault` gives them as one text. */
function claimsThing(token: CallerToken): Thing {
  const plain = dictionary((name) => claimValues(token, name), true);
  const isAny = (name: unknown) => claimIn(token, toText(name)) === "any";
  const method = (named: string) => plain.methods.get(named) ?? (() => passOver(named));
  return {
    ...thing(
      {},
      {
        ContainsKey: (name) => isAny(name) || method("ContainsKey")(name),
        GetValueOrDefault: (name, ...more) =>
          isAny(name) ? everyValue : method("GetValueOrDefault")(name, ...more),
      },
    ),
    index: (name) => (isAny(name) ? everyValueListed : plain.index?.(name)),
  };
}

function knownText(text: string, what: string): string {
  return text === notKnown ? passOver(what) : text;
}

function claimValues(token: CallerToken, name: string): unknown {
  const values = claimIn(token, name);
  if (values === "absent") return undefined;
  if (values === "unknown" || values === "any" || values.includes(notKnown)) return passOver(name);
  return values;
}

/** Text in which every value is that is looked for. */
const everyValue: Thing = thing(
  {},
  {
    Contains: (part) => (typeof part === "string" && part !== "" ? true : passOver("Contains")),
    Split: () => everyValue,
    ToString: () => everyValue,
  },
);

/** A list with that text in it. */
const everyValueListed: Thing = thing({}, { First: () => everyValue, FirstOrDefault: () => everyValue });
