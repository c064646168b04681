import { PassedOver } from "../../../policy/index.ts";
import { next, type Outcome } from "../call.ts";
import type { Allowance } from "../limits.ts";
import { refusal } from "../messages.ts";
import type { Statement } from "../statement.ts";
import type { Policy } from "./policy.ts";

/** `rate-limit`: so many calls of a subscription in a sliding window. */
export const rateLimit: Policy = (statement, call, services) =>
  limitRate(statement, call, services, `subscription ${call.subscription ?? ""}`, placeOf(statement));

/** `rate-limit-by-key`: the same for each value of an expression, whatever policy counts it. */
export const rateLimitByKey: Policy = (statement, call, services) =>
  limitRate(statement, call, services, `key ${statement.needed("counter-key")}`, "");

/** `quota`: calls or kilobytes of a subscription. */
export const quota: Policy = (statement, call, services) =>
  limitVolume(statement, call, services, `subscription ${call.subscription ?? ""}`, placeOf(statement));

/** `quota-by-key`. */
export const quotaByKey: Policy = (statement, call, services) =>
  limitVolume(statement, call, services, `key ${statement.needed("counter-key")}`, "");

type Run = Parameters<Policy>;

function limitRate(
  statement: Statement,
  call: Run[1],
  { limits }: Run[2],
  whose: string,
  place: string,
): Outcome {
  requireSimple(statement);
  const period = neededNumber(statement, "renewal-period");
  const most = neededNumber(statement, "calls");
  const key = `${statement.name} ${place} ${period} ${whose}`;
  const allowance = limits.look(key, most, period);
  setVariable(statement, call, "retry-after-variable-name", allowance.allowed ? 0 : (allowance.seconds ?? 0));
  setVariable(statement, call, "remaining-calls-variable-name", Math.max(0, allowance.remaining - 1));
  if (!allowance.allowed) return refuseRate(statement, allowance);
  count(statement, call, (amount) => limits.use(key, amount));
  call.afterwards.push(() => {
    setHeader(statement, call, "remaining-calls-header-name", limits.look(key, most, period).remaining);
    setHeader(statement, call, "total-calls-header-name", most);
  });
  return next;
}

function setVariable(statement: Statement, call: Run[1], attribute: string, value: number): void {
  const name = statement.attribute(attribute);
  if (name !== undefined) call.variables.set(name, value);
}

function setHeader(statement: Statement, call: Run[1], attribute: string, value: number): void {
  const name = statement.attribute(attribute);
  if (name !== undefined) call.response?.headers.set(name, String(value));
}

function refuseRate(statement: Statement, { seconds = 1 }: Allowance): Outcome {
  const header = statement.attribute("retry-after-header-name") ?? "Retry-After";
  const message = `Rate limit is exceeded. Try again in ${seconds} seconds.`;
  return {
    kind: "error",
    error: { source: statement.name, reason: "RateLimitExceeded", message },
    response: refusal(429, message, { [header]: String(seconds) }),
  };
}

function limitVolume(
  statement: Statement,
  call: Run[1],
  { limits }: Run[2],
  whose: string,
  place: string,
): Outcome {
  requireSimple(statement);
  if (statement.attribute("first-period-start") !== undefined) {
    throw new PassedOver("first-period-start is not supported.");
  }
  const period = statement.number("renewal-period", 0);
  const key = `${statement.name} ${place} ${period} ${whose}`;
  for (const what of ["calls", "bandwidth"] as const) {
    if (statement.attribute(what) === undefined) continue;
    const limit = neededNumber(statement, what) * (what === "calls" ? 1 : 1024);
    const allowance = limits.look(`${key} ${what}`, limit, period);
    if (!allowance.allowed) return refuseVolume(statement, what, allowance);
  }
  count(statement, call, (amount) => limits.use(`${key} calls`, amount));
  call.afterwards.push(() => {
    const size = call.request.body.length + (call.response?.body.length ?? 0);
    limits.use(`${key} bandwidth`, size);
  });
  return next;
}

function refuseVolume(
  statement: Statement,
  what: "calls" | "bandwidth",
  { seconds = 0 }: Allowance,
): Outcome {
  const left = [seconds / 3600, (seconds / 60) % 60, seconds % 60];
  const time = left.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
  const volume = what === "calls" ? "call volume" : "bandwidth";
  const message = `Out of ${volume} quota. Quota will be replenished in ${time}.`;
  return {
    kind: "error",
    error: { source: statement.name, reason: "QuotaExceeded", message },
    response: refusal(403, message, seconds === 0 ? {} : { "retry-after": String(seconds) }),
  };
}

/** Counts now, or with `increment-condition` once the answer is there; a condition that cannot be decided counts. */
function count(statement: Statement, call: Run[1], use: (amount: number) => void): void {
  const amount = statement.number("increment-count", 1);
  const waits = statement.has("increment-condition") || statement.flag("increment-after-response", false);
  if (!waits) use(amount);
  else call.afterwards.push(() => (holds(statement) ? use(amount) : undefined));
}

function holds(statement: Statement): boolean {
  try {
    return statement.flag("increment-condition", true);
  } catch (error) {
    if (error instanceof PassedOver) return true;
    throw error;
  }
}

/** Limits of single APIs and operations within a product's limit are not run. */
function requireSimple(statement: Statement): void {
  if (statement.children().length > 0) throw new PassedOver("Limits of single APIs are not supported.");
}

function neededNumber(statement: Statement, name: string): number {
  statement.needed(name);
  return statement.number(name, 0);
}

function placeOf({ place, element }: Statement): string {
  return `${place.scope} ${place.section} ${element.span.start}`;
}
