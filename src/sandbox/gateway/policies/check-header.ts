import { next } from "../call.ts";
import { refusal } from "../messages.ts";
import type { Policy } from "./policy.ts";

/** Refuses a request without the header, or with another value than those listed. */
export const checkHeader: Policy = (statement, call) => {
  const name = statement.needed("name");
  const status = statement.number("failed-check-httpcode", 401);
  const message = statement.attribute("failed-check-error-message") ?? "";
  const ignoreCase = statement.flag("ignore-case", false);
  const fold = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  const allowed = statement.children("value").map((value) => fold(value.content()));
  call.unknowns.require("request header", name);
  const sent = call.request.headers.get(name);
  if (sent !== null && (allowed.length === 0 || allowed.includes(fold(sent)))) return next;
  const reason = sent === null ? "HeaderNotFound" : "HeaderValueNotAllowed";
  return {
    kind: "error",
    error: { source: "check-header", reason, message },
    response: refusal(status, message),
  };
};
