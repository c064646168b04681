import { refusal } from "../messages.ts";
import type { Policy } from "./policy.ts";

/** Runs the policies within for so many calls at a time, and refuses any more. */
export const limitConcurrency: Policy = async (statement, call, services) => {
  const key = statement.needed("key");
  statement.needed("max-count");
  const most = statement.number("max-count", 0);
  const running = services.running.get(key) ?? 0;
  if (running >= most) {
    const message = "Concurrency limit is exceeded.";
    const error = { source: "limit-concurrency", reason: "ConcurrencyLimitExceeded", message };
    return { kind: "error", error, response: refusal(429, message) };
  }
  services.running.set(key, running + 1);
  try {
    return await services.run(statement.policies(), call);
  } finally {
    services.running.set(key, (services.running.get(key) ?? 1) - 1);
  }
};
