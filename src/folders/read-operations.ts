import type { OperationSnapshot } from "../access/index.ts";
import { OperationNames, readApi } from "../imports/index.ts";

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
  const operations = description.operations.map(({ name, method, urlTemplate, displayName }) => ({
    name,
    displayName,
    method: method.toUpperCase(),
    urlTemplate,
    policy: undefined,
  }));
  const part = problems.find(
    ({ severity, at }) => severity === "error" && at?.[0] === "paths" && at.length === 2,
  );
  return { kind: "operations", operations, ...(part && { problem: part.message }) };
}

/** What tells an operation, however its name is written: the service writes it in small letters, with dashes for the rest. */
export function operationKey(name: string): string {
  return new OperationNames().next(name, "", name) ?? name;
}
