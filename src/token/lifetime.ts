import type { Examination } from "./examination.ts";
import type { Finding } from "./verdict.ts";

/** Compares `nbf` and `exp` with the clock; a token is still good at the very end of its life plus the clock skew. */
export function checkLifetime(examination: Examination): Finding | undefined {
  const { token, requirements, now, unread } = examination;
  const { notBefore, expiresAt } = token;
  if (!expiresAt) {
    if (!requirements.requireExpirationTime.known) unread.add("require-expiration-time");
    else if (requirements.requireExpirationTime.value) return { kind: "no-expiration" };
  }
  if (notBefore && expiresAt && notBefore > expiresAt) {
    return { kind: "reversed-lifetime", notBefore, expiresAt };
  }
  const clockSkew = requirements.clockSkew.known ? requirements.clockSkew.value : 0;
  const finding = findOutside(notBefore, expiresAt, now, clockSkew);
  if (finding && !requirements.clockSkew.known) {
    unread.add("clock-skew");
    return undefined;
  }
  return finding;
}

function findOutside(
  notBefore: Date | undefined,
  expiresAt: Date | undefined,
  now: Date,
  clockSkew: number,
): Finding | undefined {
  const skew = clockSkew * 1000;
  if (notBefore && notBefore.getTime() > now.getTime() + skew) {
    return { kind: "not-yet-valid", notBefore, now, clockSkew };
  }
  if (expiresAt && expiresAt.getTime() + skew < now.getTime()) {
    return { kind: "expired", expiresAt, now, clockSkew };
  }
  return undefined;
}
