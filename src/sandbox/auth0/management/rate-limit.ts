import type { MiddlewareHandler } from "hono";
import { Problem } from "./problem.ts";
import type { Tenant } from "./router.ts";

/**
 * Counts requests against the tenant's bucket (`state.rateLimit`), says in the `X-RateLimit-*` headers what is left,
 * and refuses with 429 and `Retry-After` once it is empty.
 */
export function limitRate({ state, context }: Tenant): MiddlewareHandler {
  let tokens = state.rateLimit.capacity;
  let filledAt = context.now();
  return async (request, next) => {
    const { capacity, perSecond } = state.rateLimit;
    const now = context.now();
    tokens = Math.min(capacity, tokens + (Math.max(0, now - filledAt) / 1000) * perSecond);
    filledAt = now;
    const admitted = tokens >= 1;
    if (admitted) tokens -= 1;
    const secondsToNext = perSecond > 0 ? Math.ceil((1 - Math.min(tokens, 1)) / perSecond) : 60;
    request.header("x-ratelimit-limit", String(capacity));
    request.header("x-ratelimit-remaining", String(Math.floor(tokens)));
    request.header("x-ratelimit-reset", String(Math.ceil(now / 1000) + secondsToNext));
    if (!admitted) {
      request.header("retry-after", String(Math.max(1, secondsToNext)));
      throw new Problem(429, "Global limit has been reached", "too_many_requests");
    }
    await next();
  };
}
