/** Milliseconds until another request makes sense; `undefined` when the service did not say. */
export function retryDelay(headers: Headers | undefined, now: number): number | undefined {
  // `Retry-After` counts seconds, `X-RateLimit-Reset` is seconds since the epoch
  const after = seconds(headers?.get("retry-after"));
  const reset = seconds(headers?.get("x-ratelimit-reset"));
  if (after !== undefined) return after * 1000;
  return reset === undefined ? undefined : Math.max(reset * 1000 - now, 0);
}

/** The same as a time of day. */
export function retryMoment(headers: Headers | undefined, now: number): string | undefined {
  const delay = retryDelay(headers, now);
  return delay === undefined ? undefined : new Date(now + delay).toLocaleTimeString("en-GB");
}

function seconds(text: string | null | undefined): number | undefined {
  return text && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
