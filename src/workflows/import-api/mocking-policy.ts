import type { ApiDescription } from "../../imports/index.ts";

/** A policy of an API by which the gateway answers with the examples that the document has, and no backend is called. */
export function mockingPolicy({ content }: ApiDescription): string {
  const type = content.kind === "openapi" ? firstContentType(JSON.stringify(content.document)) : undefined;
  const contentType = type === undefined ? "" : ` content-type="${type}"`;
  return [
    "<policies>",
    "\t<inbound>",
    "\t\t<base />",
    `\t\t<mock-response status-code="200"${contentType} />`,
    "\t</inbound>",
    "\t<backend>",
    "\t\t<base />",
    "\t</backend>",
    "\t<outbound>",
    "\t\t<base />",
    "\t</outbound>",
    "\t<on-error>",
    "\t\t<base />",
    "\t</on-error>",
    "</policies>",
  ].join("\r\n");
}

/** Of the first answer that has one; it must be told to the gateway where it is not JSON. */
function firstContentType(text: string): string | undefined {
  return /"content":\{"([a-z]+\/[a-z0-9.+-]+)":\{"example/i.exec(text)?.[1];
}
