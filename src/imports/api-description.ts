import type { TextPlace } from "../core/failure.ts";

/** Something about a document that a person must know: an `error` keeps it from being imported. */
export interface ImportProblem {
  readonly severity: "error" | "note";
  /** What is so, where, and what to do, in whole sentences. */
  readonly message: string;
  /** Where it is in the text, as far as that is known. */
  readonly place?: TextPlace;
  /** The members that lead to it, from the root of the document on. */
  readonly at?: readonly string[];
}

/** An operation as the service will make it. */
export interface DescribedOperation {
  /** The last part of its resource id. */
  readonly name: string;
  /** The name as the document writes it; the service may keep that, or make `name` of it. */
  readonly writtenName: string | undefined;
  readonly method: string;
  /** Empty where the service alone decides it, as for messages of a WSDL document. */
  readonly urlTemplate: string;
  readonly displayName: string;
  /** What a token must allow to call it, all of it; left out where the document asks for none. The service keeps nothing of that. */
  readonly scopes?: readonly string[];
}

/** What a document says of an API. */
export interface ApiDescription {
  readonly title: string;
  /** The version that the document gives itself; no version of API Management. */
  readonly version: string | undefined;
  /** Addresses of the backend that the document names, the one to suggest first. */
  readonly backends: readonly string[];
  readonly operations: readonly DescribedOperation[];
  /** What it is called by those who know: `OpenAPI 3.0.3`. */
  readonly format: string;
  readonly content: DocumentContent;
}

/** What is sent in the end. */
type DocumentContent =
  | { readonly kind: "openapi"; readonly document: JsonObject }
  | { readonly kind: "swagger"; readonly document: JsonObject }
  | { readonly kind: "wsdl"; readonly text: string; readonly service: string; readonly endpoint: string };

/** A document, as far as it could be read; without a description there is at least one error. */
export interface ReadApi {
  readonly description: ApiDescription | undefined;
  readonly problems: readonly ImportProblem[];
}

/** A plain JSON object. */
export interface JsonObject {
  readonly [name: string]: JsonValue | undefined;
}

/** A plain JSON value. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A member of an object that is one itself; an empty one where it is not. */
export function objectIn(value: JsonObject, name: string): JsonObject {
  const member = value[name];
  return isObject(member) ? member : {};
}

/** A member of an object that is a list; an empty one where it is not. */
export function listIn(value: JsonObject, name: string): readonly JsonValue[] {
  const member = value[name];
  return isList(member) ? member : [];
}

/** A member of an object that is a text with something in it. */
export function textIn(value: JsonObject, name: string): string | undefined {
  const member = value[name];
  return typeof member === "string" && member.trim() !== "" ? member : undefined;
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Something that keeps a document from being imported. */
export function error(message: string, where: Pick<ImportProblem, "place" | "at"> = {}): ImportProblem {
  return { severity: "error", message, ...where };
}

/** Something to know of a document that can be imported. */
export function note(message: string): ImportProblem {
  return { severity: "note", message };
}
