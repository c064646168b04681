import type { OperationSnapshot } from "../access/index.ts";
import { type DescribedOperation, OperationNames, readApi } from "../imports/index.ts";

/** The operations that a specification describes; with a problem when it cannot be read. */
type ReadSpecification =
  /** With a problem when a part of it cannot be read. */
  | {
      readonly kind: "operations";
      readonly operations: readonly OperationSnapshot[];
      readonly problem?: string;
    }
  | { readonly kind: "other" }
  | { readonly kind: "unreadable"; readonly problem: string };

/** Reads `specification.yaml` or `.json`; what other languages describe has no operations that are known here. */
export function readSpecification(path: string, text: string): ReadSpecification {
  if (/\.(?:graphql|wsdl|wadl)$/.test(path)) return { kind: "other" };
  const read = readApi(text, undefined);
  if (read.kind === "wsdl") return { kind: "other" };
  const { description, problems } = read;
  if (!description) {
    const problem = problems.find(({ severity }) => severity === "error")?.message ?? "it describes no API";
    return { kind: "unreadable", problem };
  }
  const operations = description.operations.map(operationOf);
  const part = problems.find(
    ({ severity, at }) => severity === "error" && at?.[0] === "paths" && at.length === 2,
  );
  return { kind: "operations", operations, ...(part && { problem: part.message }) };
}

/**
 * Of an operation that is there already the specification may say `List` where an import would make `list` of it: which of them
 * conditions compare is not known. Nor is the template, where required parameters of the query may be part of it or not.
 */
function operationOf({
  name,
  writtenName,
  method,
  urlTemplate,
  displayName,
}: DescribedOperation): OperationSnapshot {
  const facts = {
    Name: displayName,
    ...(writtenName === name && { Id: name }),
    ...(!urlTemplate.includes("?") && { UrlTemplate: urlTemplate }),
  };
  return { name, facts, method: method.toUpperCase(), urlTemplate, policy: undefined };
}

/** What tells an operation, however its name is written: the service writes it in small letters, with dashes for the rest. */
export function operationKey(name: string): string {
  return new OperationNames().next(name, "", name) ?? name;
}
