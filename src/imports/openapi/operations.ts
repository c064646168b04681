import {
  type DescribedOperation,
  error,
  type ImportProblem,
  isObject,
  type JsonObject,
  type JsonValue,
  listIn,
  note,
  objectIn,
  textIn,
} from "../api-description.ts";
import { OperationNames } from "./operation-names.ts";
import { follow } from "./references.ts";
import { scopesOf } from "./scopes.ts";

/** The methods of OpenAPI 3.0, in the order in which it lists them. */
const methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** The greatest lengths that the service takes (contract `OperationContractProperties`). */
const longest = { displayName: 300, urlTemplate: 1000 } as const;

/** One operation of a document, with its path's part. */
interface Source {
  readonly path: string;
  readonly method: string;
  readonly operation: JsonObject;
  /** Those of the operation over those of its path. */
  readonly parameters: readonly JsonObject[];
}

/** Operations as the service will make them, and what is wrong with them. */
interface ReadOperations {
  readonly operations: readonly DescribedOperation[];
  readonly problems: readonly ImportProblem[];
}

/** Reads the operations of an OpenAPI document of any version. */
export function readOperations(document: JsonObject): ReadOperations {
  const problems: ImportProblem[] = [];
  const names = new OperationNames();
  const operations: DescribedOperation[] = [];
  const nameless: Source[] = [];
  for (const source of sourcesOf(document, problems)) {
    const name = names.next(textIn(source.operation, "operationId"), source.method, source.path);
    if (name === undefined) {
      nameless.push(source);
      continue;
    }
    const described = describe(document, source, name);
    operations.push(described);
    problems.push(...problemsOf(source, described));
  }
  return { operations, problems: [...problems, ...namelessProblems(nameless), ...twinsOf(operations)] };
}

function namelessProblems([first, ...more]: readonly Source[]): readonly ImportProblem[] {
  if (!first) return [];
  const others = more.length > 0 ? ` and ${more.length} more` : "";
  return [
    error(
      `More than a thousand operations have names alike; there is none for ${placeOf(first)}${others}. Give each an operationId of its own.`,
      { at: memberOf(first) },
    ),
  ];
}

function* sourcesOf(document: JsonObject, problems: ImportProblem[]): Generator<Source> {
  for (const [path, given] of Object.entries(objectIn(document, "paths"))) {
    if (path.startsWith("x-")) continue;
    if (!path.startsWith("/")) {
      problems.push(
        error(`The path “${path}” does not begin with a slash. Write “/${path}”.`, { at: ["paths", path] }),
      );
      continue;
    }
    const item = follow(document, given);
    if (!item) {
      problems.push(
        error(
          isObject(given) && given["$ref"] !== undefined
            ? `The $ref of the path “${path}” leads to no object with methods. Write them there, or take the path out.`
            : `What stands under the path “${path}” is no object with methods. Write them there, or take the path out.`,
          { at: ["paths", path] },
        ),
      );
      continue;
    }
    problems.push(...strangeMembers(path, item), ...besideReference(path, given));
    for (const method of methods) {
      const operation = item[method];
      if (!isObject(operation)) continue;
      const lists = [...listIn(item, "parameters"), ...listIn(operation, "parameters")];
      const parameters = new Map<string, JsonObject>();
      for (const one of lists) {
        const parameter = follow(document, one);
        if (parameter) parameters.set(`${String(parameter["in"])} ${String(parameter["name"])}`, parameter);
      }
      yield { path, method, operation, parameters: [...parameters.values()] };
    }
  }
}

/** Members of a path that look like operations and become none. */
function* strangeMembers(path: string, item: JsonObject): Generator<ImportProblem> {
  for (const [name, member] of Object.entries(item)) {
    const isMethod = methods.includes(name);
    if (methods.includes(name.toLowerCase()) && !isMethod)
      yield error(
        `The method “${name}” of “${path}” is written with capitals, so the service passes it over. Write “${name.toLowerCase()}”.`,
        { at: ["paths", path, name] },
      );
    else if (isMethod && !isObject(member))
      yield error(
        `There is nothing under the method “${name}” of “${path}” that makes an operation. Write responses there, or take it out.`,
        { at: ["paths", path, name] },
      );
    else if (!isMethod && !name.startsWith("x-") && isObject(member) && member["responses"] !== undefined)
      yield note(
        `“${name}” of “${path}” is no method of OpenAPI 3.0, so no operation is made of it. Add one by hand after the import if it is needed.`,
      );
  }
}

/** Methods beside a `$ref`, of which nobody says whether they count. */
function* besideReference(path: string, given: JsonValue | undefined): Generator<ImportProblem> {
  if (!isObject(given) || given["$ref"] === undefined) return;
  const beside = methods.filter((method) => given[method] !== undefined);
  if (beside.length > 0)
    yield error(
      `The path “${path}” has $ref and, beside it, ${beside.join(", ")}: OpenAPI does not say which of them count. Write all methods in one place.`,
      { at: ["paths", path, "$ref"] },
    );
}

/** Required query parameters become a part of the template, as the service does unless it is told otherwise. */
function describe(
  document: JsonObject,
  { path, method, operation, parameters }: Source,
  name: string,
): DescribedOperation {
  const query = parameters
    .filter((one) => one["in"] === "query" && one["required"] === true)
    .map((one) => `${String(one["name"])}={${String(one["name"])}}`);
  const scopes = scopesOf(document, operation);
  const called = textIn(operation, "summary") ?? textIn(operation, "operationId");
  return {
    name,
    writtenName: textIn(operation, "operationId"),
    method: method.toUpperCase(),
    urlTemplate: query.length === 0 ? path : `${path}${path.includes("?") ? "&" : "?"}${query.join("&")}`,
    displayName: called ?? `${method} ${path}`,
    ...(scopes.length > 0 && { scopes }),
  };
}

function* problemsOf(
  source: Source,
  { displayName, urlTemplate }: DescribedOperation,
): Generator<ImportProblem> {
  const at = placeOf(source);
  const namesIn = (place: string) =>
    source.parameters.filter((one) => one["in"] === place).map((one) => String(one["name"]));
  const inQuery = new Set(namesIn("query"));
  const twice = namesIn("path").find((name) => inQuery.has(name));
  if (twice !== undefined)
    yield error(
      `${at} has the parameter “${twice}” in its path and in its query, and the service wants names that differ. Rename one of them.`,
      { at: memberOf(source) },
    );
  if (displayName.length > longest.displayName)
    yield error(
      `The ${shownBy(source.operation)} of ${at} is longer than ${longest.displayName} characters, which the service refuses. Shorten it.`,
      { at: [...memberOf(source), shownBy(source.operation)] },
    );
  if (urlTemplate.length > longest.urlTemplate)
    yield error(
      `The path of ${at} with its required query parameters is longer than ${longest.urlTemplate} characters, which the service refuses.`,
      { at: memberOf(source) },
    );
  if (source.path.includes("#"))
    yield note(
      `The path of ${at} has a “#”, and what stands behind it is never sent: nobody can call this operation by it, and the service may refuse it.`,
    );
  const operationId = textIn(source.operation, "operationId");
  if (operationId !== undefined && /[^\p{ASCII}]/u.test(operationId))
    yield note(
      `The operationId “${operationId}” of ${at} has letters beyond ASCII; what name the service makes of it is not documented.`,
    );
}

/** What an operation is shown by. */
function shownBy(operation: JsonObject): string {
  return ["summary", "operationId"].find((name) => textIn(operation, name) !== undefined) ?? "path";
}

/** Operations that the gateway cannot tell apart. */
function* twinsOf(operations: readonly DescribedOperation[]): Generator<ImportProblem> {
  const seen = new Map<string, DescribedOperation>();
  for (const one of operations) {
    if (one.urlTemplate.length > longest.urlTemplate) continue;
    const key = `${one.method} ${one.urlTemplate.replace(/\{[^{}]*\}/g, "{}").replace(/\/+(?=\?|$)/, "")}`;
    const other = seen.get(key);
    if (other)
      yield note(
        `${one.method} ${one.urlTemplate} and ${other.method} ${other.urlTemplate} differ in the names of parameters or a slash only: the service may refuse the second, or never call it.`,
      );
    else seen.set(key, one);
  }
}

function memberOf({ method, path }: Source): readonly string[] {
  return ["paths", path, method];
}

function placeOf({ method, path }: Source): string {
  return `${method.toUpperCase()} ${path}`;
}
