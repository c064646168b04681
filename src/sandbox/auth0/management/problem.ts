import type { JsonObject } from "../json.ts";

const names: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  429: "Too Many Requests",
  501: "Not Implemented",
};

/** A refusal in the Management API's envelope: `{statusCode, error, message, errorCode?}`. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string | undefined;
  readonly attributes: JsonObject | undefined;

  constructor(status: number, message: string, code?: string, attributes?: JsonObject) {
    super(message);
    this.status = status;
    this.code = code;
    this.attributes = attributes;
  }

  /** The body of the answer. */
  get envelope(): JsonObject {
    return {
      statusCode: this.status,
      error: names[this.status] ?? "Error",
      message: this.message,
      errorCode: this.code,
      attributes: this.attributes,
    };
  }
}

/** A body that breaks the operation's schema. */
export function invalidBody(message: string): Problem {
  return new Problem(400, `Payload validation error: ${message}.`, "invalid_body");
}

/** A query parameter that breaks the operation's schema. */
export function invalidQuery(message: string): Problem {
  return new Problem(400, `Query validation error: ${message}.`, "invalid_query_string");
}

/** Something that does not exist, with the code the service gives for its kind. */
export function notFound(kind: string, message = `The ${kind.replace("_", " ")} does not exist`): Problem {
  return new Problem(404, message, `inexistent_${kind}`);
}

/** An operation of the service that the sandbox does not have; the path may or may not exist there. */
export function notInSandbox(method: string, path: string): Problem {
  return new Problem(501, `The sandbox does not have ${method} ${path}.`, "not_in_sandbox");
}
