/**
 * The moment from which another request makes sense, as a time of day; `undefined` when the tenant did not say.
 *
 * `Retry-After` counts seconds, `X-RateLimit-Reset` is seconds since the epoch.
 */
export function retryMoment(headers: Headers | undefined, now: number): string | undefined {
  const after = seconds(headers?.get("retry-after"));
  const reset = seconds(headers?.get("x-ratelimit-reset"));
  const moment = after !== undefined ? now + after * 1000 : reset !== undefined ? reset * 1000 : undefined;
  if (moment === undefined) return undefined;
  return new Date(Math.max(moment, now)).toLocaleTimeString("en-GB");
}

function seconds(text: string | null | undefined): number | undefined {
  return text && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
