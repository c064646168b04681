import type { Json } from "../../azure/state.ts";
import { next } from "../call.ts";
import { emptyResponse } from "../messages.ts";
import type { Policy } from "./policy.ts";

/** Ends the call with the example that the operation documents for the status code and content type. */
export const mockResponse: Policy = (statement, call) => {
  if (!statement.flag("enabled", true)) return next;
  const status = statement.number("status-code", 200);
  const contentType = statement.attribute("content-type");
  const documented = asList(call.route.operation.properties["responses"]).find(
    (response) => member(response, "statusCode") === status,
  );
  const representation = asList(member(documented, "representations")).find(
    (candidate) => contentType === undefined || member(candidate, "contentType") === contentType,
  );
  const type = contentType ?? member(representation, "contentType");
  const response = emptyResponse(status, typeof type === "string" ? { "content-type": type } : {});
  const example = findExample(representation);
  if (example !== undefined) {
    response.body = Buffer.from(typeof example === "string" ? example : JSON.stringify(example));
  }
  return { kind: "answer", response };
};

function findExample(representation: Json | undefined): Json | undefined {
  const sample = member(representation, "sample");
  if (sample !== undefined) return sample;
  const examples = member(representation, "examples");
  if (typeof examples !== "object" || examples === null || Array.isArray(examples)) return undefined;
  return member(Object.values(examples)[0], "value");
}

function asList(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function member(value: Json | undefined, name: string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}
