import type { ApiDescription } from "../api-description.ts";
import { OperationNames } from "../openapi/operation-names.ts";
import type { ReadWsdl, WsdlEndpoint } from "./read-wsdl.ts";

/** The API that one endpoint of a WSDL document makes. What the templates of its operations are, the service decides. */
export function wsdlApi(text: string, { name }: ReadWsdl, chosen: WsdlEndpoint): ApiDescription {
  const { service, endpoint, address, operations } = chosen;
  const names = new OperationNames();
  return {
    title: name ?? service,
    version: undefined,
    backends: address !== undefined && URL.canParse(address) ? [address] : [],
    operations: operations.flatMap((operation) => {
      const given = names.next(operation, "post", operation);
      return given === undefined
        ? []
        : [{ name: given, writtenName: operation, method: "POST", urlTemplate: "", displayName: operation }];
    }),
    format: "WSDL 1.1",
    content: { kind: "wsdl", text, service, endpoint },
  };
}
