import { type ApiDescription, error, type ImportProblem } from "./api-description.ts";
import { withBackend } from "./openapi/backends.ts";

/** The most that an import may bring along, in bytes (documentation: 4 MB inline). */
const mostBytes = 4 * 1024 * 1024;

/** A document as the service takes it. */
interface SentDocument {
  readonly format: "openapi+json" | "swagger-json" | "wsdl";
  readonly value: string;
  readonly wsdlSelector?: { readonly wsdlServiceName: string; readonly wsdlEndpointName: string };
}

/** What is sent of a document: JSON, since the service takes Swagger 2 in no other form, without needless blanks. */
export function sentDocument(
  { content }: ApiDescription,
  backend: string | undefined,
): SentDocument | { readonly problem: ImportProblem } {
  const document = documentOf(content, backend);
  const bytes = new TextEncoder().encode(document.value).length;
  if (bytes <= mostBytes) return document;
  const size = (bytes / 1024 / 1024).toFixed(1);
  return {
    problem: error(
      `The document has ${size} MB as the service takes it, and 4 MB is the most. Take examples out, or split the API into several.`,
    ),
  };
}

function documentOf(content: ApiDescription["content"], backend: string | undefined): SentDocument {
  switch (content.kind) {
    case "openapi":
      return { format: "openapi+json", value: JSON.stringify(withBackend(content.document, backend)) };
    case "swagger":
      return { format: "swagger-json", value: JSON.stringify(withBackend(content.document, backend)) };
    case "wsdl":
      return {
        format: "wsdl",
        value: content.text,
        wsdlSelector: { wsdlServiceName: content.service, wsdlEndpointName: content.endpoint },
      };
  }
}
