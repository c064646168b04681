import * as path from "node:path";
import type { Node, SourceFile, SwitchStatement } from "typescript/unstable/ast";
import { isCaseClause, isSwitchStatement } from "typescript/unstable/ast/is";
import { type Checker, type Project, type Type, TypeFlags } from "typescript/unstable/sync";
import { projectRoot } from "./source-files.ts";

/** Types with one value, of which a union lists all that there can be. */
const singular = TypeFlags.Literal | TypeFlags.Undefined | TypeFlags.Null;

/**
 * The switches of src over a union of single values that do not name each of them, by their place and what is not named.
 * A `default` names nothing: whoever adds a member would not be asked what becomes of it.
 */
export function openSwitches({ program, checker }: Project): string[] {
  return program
    .getSourceFileNames()
    .filter((name) => name.startsWith(`${projectRoot}/src/`))
    .flatMap((name) => {
      const file = program.getSourceFile(name);
      return file?.text.includes("switch (") ? openSwitchesIn(file, checker) : [];
    });
}

function openSwitchesIn(file: SourceFile, checker: Checker): string[] {
  return switchesBelow(file).flatMap((statement) => {
    const members = singleValues(checker.getTypeAtLocation(statement.expression));
    const named = statement.caseBlock.clauses.flatMap((clause) =>
      isCaseClause(clause) ? singleValues(checker.getTypeAtLocation(clause.expression)) : [],
    );
    const names = new Set(named.map((type) => checker.typeToString(type)));
    const missing = members.map((type) => checker.typeToString(type)).filter((name) => !names.has(name));
    if (missing.length === 0) return [];
    const line = file.text.slice(0, statement.getStart(file)).split("\n").length;
    return [`${path.relative(projectRoot, file.fileName)}:${line} does not name ${missing.join(", ")}`];
  });
}

function switchesBelow(node: Node): SwitchStatement[] {
  const found: SwitchStatement[] = isSwitchStatement(node) ? [node] : [];
  node.forEachChild((child) => {
    found.push(...switchesBelow(child));
  });
  return found;
}

/** The members of a union of single values, or the type that is one; none of a type of which there is no list. */
function singleValues(type: Type | undefined): readonly Type[] {
  const members = type?.isUnionType() ? type.getTypes() : type ? [type] : [];
  return members.every(({ flags }) => (flags & singular) !== 0) ? members : [];
}
