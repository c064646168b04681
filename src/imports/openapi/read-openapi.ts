import {
  error,
  type ImportProblem,
  isObject,
  type JsonObject,
  type JsonValue,
  note,
  objectIn,
  type ReadApi,
  textIn,
} from "../api-description.ts";
import { backendsOf } from "./backends.ts";
import { readOperations } from "./operations.ts";
import { passedOver } from "./passed-over.ts";
import { referenceProblems } from "./references.ts";

/** Reads an OpenAPI or Swagger 2 document; `source` is the address it was found at. */
export function readOpenApi(document: JsonObject, source: string | undefined): ReadApi {
  const version = versionOf(document);
  if (version.problem?.severity === "error") return { description: undefined, problems: [version.problem] };
  const shape = shapeProblems(document);
  if (shape.length > 0) return { description: undefined, problems: shape };
  const { operations, problems: wrong } = readOperations(document);
  const problems = [
    ...(version.problem ? [version.problem] : []),
    ...referenceProblems(document),
    ...wrong,
    ...(operations.length === 0
      ? [
          note(
            "It has no operations: the API will be there, and answer 404 to every call until some are added.",
          ),
        ]
      : []),
    ...passedOver(document),
  ];
  const info = objectIn(document, "info");
  const isSwagger = document["swagger"] !== undefined;
  return {
    description: {
      title: textIn(info, "title")?.trim() ?? "",
      version: textIn(info, "version"),
      backends: backendsOf(document, source),
      operations,
      format: isSwagger ? "Swagger 2.0" : `OpenAPI ${version.text}`,
      content: isSwagger
        ? { kind: "swagger", document: { ...document, swagger: "2.0" } }
        : { kind: "openapi", document },
    },
    problems,
  };
}

/** Whether a value says of itself that it is such a document. */
export function isOpenApi(value: unknown): value is JsonObject {
  return isObject(value) && (value["openapi"] !== undefined || value["swagger"] !== undefined);
}

/** The version, and what the service makes of it. */
function versionOf({ openapi, swagger }: JsonObject): {
  readonly text: string;
  readonly problem?: ImportProblem;
} {
  if (openapi !== undefined && swagger !== undefined)
    return {
      text: "",
      problem: error("The document says both openapi and swagger. Keep the one that it is.", {
        at: ["swagger"],
      }),
    };
  if (swagger !== undefined) {
    if (swagger === "2.0" || swagger === 2) return { text: "2.0" };
    return {
      text: "",
      problem: error(
        `swagger is ${shown(swagger)}, and only "2.0" is known. Write swagger: "2.0", or convert the document to OpenAPI 3.`,
        { at: ["swagger"] },
      ),
    };
  }
  const match = typeof openapi === "string" ? /^3\.(\d+)\.(\d+)(?:-.+)?$/.exec(openapi.trim()) : null;
  if (!match)
    return {
      text: "",
      problem: error(
        `openapi is ${shown(openapi)}, and must be a text such as "3.0.3", with quotation marks in YAML. Write the version that the document follows.`,
        { at: ["openapi"] },
      ),
    };
  const [text, minor, patch] = [match[0], Number(match[1]), Number(match[2])];
  if (minor > 1)
    return {
      text,
      problem: error(
        `The document follows OpenAPI ${text}, which the service does not know. Save it as OpenAPI 3.0.3.`,
        { at: ["openapi"] },
      ),
    };
  if (minor === 1)
    return {
      text,
      problem: note(
        `The document follows OpenAPI ${text}: the service takes 3.1 as if it were 3.0 and loses what 3.0 has not, such as types that are lists. Look at the schemas after the import.`,
      ),
    };
  if (patch > 3)
    return {
      text,
      problem: note(
        `The document follows OpenAPI ${text}; the newest that the service is documented to take is 3.0.3.`,
      ),
    };
  return { text };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function titleMessage(title: JsonValue | undefined): string {
  return typeof title === "number" || typeof title === "boolean"
    ? `info.title is ${shown(title)}, which is no text. Write it in quotation marks: "${title}".`
    : "info.title is missing or empty, and the service takes no API without it. Give the API a title.";
}

/** What must be so before anything else can be read. */
function shapeProblems(document: JsonObject): readonly ImportProblem[] {
  const info = document["info"];
  const paths = document["paths"];
  const isWithoutPaths =
    paths === undefined && (document["webhooks"] !== undefined || document["components"] !== undefined);
  return [
    ...(isObject(info)
      ? []
      : [
          error("The document has no info object, which names the API. Add info with title and version.", {
            at: ["info"],
          }),
        ]),
    ...(isObject(info) && textIn(info, "title") === undefined
      ? [error(titleMessage(info["title"]), { at: ["info", "title"] })]
      : []),
    ...(isObject(paths) || isWithoutPaths
      ? []
      : [
          error(
            paths === undefined
              ? "The document has no paths, so there is nothing to import. Add paths: {} if that is meant."
              : "paths is no object with a member for each path. Write paths: { /orders: { get: … } }.",
            { at: ["paths"] },
          ),
        ]),
  ];
}
