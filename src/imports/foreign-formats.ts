import { isObject, objectIn, textIn } from "./api-description.ts";

/** How another format is known by its first characters. */
const beginnings: readonly (readonly [pattern: RegExp, message: string])[] = [
  [
    /^<!doctype html|^<html|^<head|^<body/i,
    "This is a web page, not a description of an API: perhaps a sign-in page, or a page about the document. Use the address of the document itself, or save it as a file.",
  ],
  [
    /^#%RAML/,
    "This is RAML, which API Management does not import. Convert it to OpenAPI 3, then import that.",
  ],
  [
    /^FORMAT:\s*1A/i,
    "This is API Blueprint, which API Management does not import. Convert it to OpenAPI 3, then import that.",
  ],
  [
    /^(?:\/\/.*\n|\s)*syntax\s*=\s*["']proto[23]["']/,
    "This is a protocol buffer definition. gRPC APIs are not imported here; use the Azure portal for them.",
  ],
  [
    /^(?:(?:#[^\n]*\n|\s)*(?:schema\s*\{|(?:extend\s+)?type\s+\w+[^:{\n]*\{)|"""[\s\S]*\n(?:type|schema|interface)\s)/,
    "This is a GraphQL schema. GraphQL APIs are not imported here; use the Azure portal for them.",
  ],
];

/** What a text is that describes no API in a way that can be imported, and what to do; `undefined` when it is not known as such. */
export function foreignText(text: string): string | undefined {
  const start = text.trimStart().slice(0, 4000);
  return beginnings.find(([pattern]) => pattern.test(start))?.[1];
}

/** As {@link foreignText}, of a value that is no OpenAPI document. */
export function foreignValue(value: unknown): string {
  if (typeof value === "string" && /^https?:\/\/\S+$/.test(value.trim())) {
    return "This is an address, not a document. Choose “From an address” and give it there.";
  }
  if (Array.isArray(value)) {
    return "This is a list, and the description of an API is an object that begins with openapi or swagger. Take the one object out of the list.";
  }
  if (!isObject(value)) {
    return "This is no description of an API: an OpenAPI document is an object that begins with openapi or swagger. Choose another file.";
  }
  if (textIn(value, "swaggerVersion") !== undefined || value["swaggerVersion"] !== undefined) {
    return `This is Swagger ${String(value["swaggerVersion"])}, which API Management does not import. Convert it to OpenAPI 3, then import that.`;
  }
  if (value["asyncapi"] !== undefined) {
    return "This is AsyncAPI, which describes messages and not calls; API Management does not import it.";
  }
  if (value["arazzo"] !== undefined) {
    return "This is Arazzo, which describes workflows over APIs. Import the OpenAPI documents that it names under sourceDescriptions.";
  }
  if (/getpostman\.com/.test(textIn(objectIn(value, "info"), "schema") ?? "")) {
    return "This is a Postman collection. Export it as OpenAPI from Postman, then import that.";
  }
  if (value["__schema"] !== undefined || objectIn(value, "data")["__schema"] !== undefined) {
    return "This is the introspection of a GraphQL API. GraphQL APIs are not imported here; use the Azure portal for them.";
  }
  if (isObject(value["log"]) && objectIn(value, "log")["entries"] !== undefined) {
    return "This is a recording of calls (HAR), not a description of an API. Make an OpenAPI document from it, then import that.";
  }
  return "The document has neither openapi nor swagger at its top, so it is no description of an API. An OpenAPI document begins with a line such as openapi: 3.0.3. Choose another file.";
}
