import * as path from "node:path";
import type { Node, PropertyAccessExpression } from "typescript/unstable/ast";
import { isPropertyAccessExpression } from "typescript/unstable/ast/is";
import type { Project } from "typescript/unstable/sync";
import { projectRoot } from "./source-files.ts";

/** What writes to a cloud: the verbs of a store, and those of the port of policies. */
const writes = /^(?:create|update|delete|rotateSecret|writePolicy|deletePolicy|setUserAuthorization)$/;

/** Where these are declared. */
const ports = /src\/(?:resources\/kind|domain\/(?:azure|auth0)-cloud)\.ts$/i;

/** The files of src, but for adapters and the sandbox, that reach for what writes to a cloud. */
export function cloudWriters({ program, checker }: Project): string[] {
  const isMeant = (name: string) =>
    name.startsWith(`${projectRoot}/src/`) && !/\/src\/(?:adapters|sandbox)\//.test(name);
  const reaches = (name: string) => {
    const file = program.getSourceFile(name);
    const names = file ? accessesBelow(file).map((access) => access.name) : [];
    if (names.length === 0) return false;
    const symbols = checker.getSymbolAtLocation(names);
    return symbols.some((symbol) => symbol?.declarations.some((declaration) => ports.test(declaration.path)));
  };
  return program
    .getSourceFileNames()
    .filter((name) => isMeant(name) && reaches(name))
    .map((name) => path.relative(projectRoot, name))
    .sort();
}

function accessesBelow(node: Node): PropertyAccessExpression[] {
  const found = isPropertyAccessExpression(node) && writes.test(node.name.text) ? [node] : [];
  node.forEachChild((child) => {
    found.push(...accessesBelow(child));
  });
  return found;
}
