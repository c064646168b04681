import { encloses, type Span, span } from "../core/span.ts";
import { isSame } from "../resources/elements.ts";
import { fieldsOf } from "../resources/fields.ts";
import type { Json, Kind, Stored } from "../resources/kind.ts";
import type { DocumentProblem } from "./document.ts";
import { applicationOf } from "./from-application.ts";
import { hasChosenId, namedFields } from "./names.ts";
import { jsonOf, problem } from "./parse.ts";
import { type ReadDocument, readPlaces } from "./read-document.ts";
import { schemaFindings } from "./schema-findings.ts";
import { type DocumentSchema, schemaOf } from "./schemas.ts";
import { noApplication } from "./secrets.ts";

/**
 * Everything that is wrong with `text`, by place: what {@link ownProblems} says, and what the schema says. What the schema says about
 * a value that is as it was opened is information: nobody here wrote it.
 */
export async function checkDocument(
  kind: Kind,
  text: string,
  base: Stored | undefined,
  schema: DocumentSchema | undefined = schemaOf(kind),
): Promise<readonly DocumentProblem[]> {
  const read = readPlaces(kind, text, schema);
  if ("code" in read) return [read];
  const ours = problemsOf(kind, base, read);
  const theirs = schema ? await schemaFindings(text.replace(/^\uFEFF/, " "), asked(schema, base)) : [];
  const untouched = base ? untouchedPlaces(kind, base, read) : [];
  const fromSchema = theirs
    .filter(({ span }) => !ours.some((one) => meet(one.span, span)))
    .map(
      ({ message, span }): DocumentProblem => ({
        ...problem("schema", message, span),
        severity: untouched.some((place) => encloses(place, span)) ? "information" : "error",
      }),
    );
  return inOrder([...ours, ...fromSchema]);
}

/**
 * What is wrong with `text` that no schema says: what {@link readDocument} says, and what can only be told by `base`, the one that was
 * opened (`undefined` for a new one). Enough where an editor asks the schema itself.
 */
export function ownProblems(
  kind: Kind,
  text: string,
  base: Stored | undefined,
  schema: DocumentSchema | undefined = schemaOf(kind),
): readonly DocumentProblem[] {
  const read = readPlaces(kind, text, schema);
  return "code" in read ? [read] : inOrder(problemsOf(kind, base, read));
}

function problemsOf(kind: Kind, base: Stored | undefined, read: ReadDocument): readonly DocumentProblem[] {
  return [
    ...read.problems,
    ...(base
      ? immutableProblems(kind, base, read)
      : [...idProblems(kind, read), ...laterProblems(kind, read)]),
    ...applicationProblems(kind, read, base),
    ...tooGreat(kind, read, base),
  ];
}

function inOrder(problems: readonly DocumentProblem[]): readonly DocumentProblem[] {
  return [...problems].sort((a, b) => a.span.start - b.span.start);
}

/** What is asked of the schema: one that is there stays what it is when something is left out, and the id is looked at here. */
function asked(schema: DocumentSchema, base: Stored | undefined): DocumentSchema {
  const required = base ? [] : (schema.required ?? []).filter((name) => name !== "id");
  return { ...schema, required };
}

function* immutableProblems(
  kind: Kind,
  { ref, value }: Stored,
  { members, draft }: ReadDocument,
): Generator<DocumentProblem> {
  const before = fieldsOf(kind, value);
  const id = members.get("id");
  if (hasChosenId(kind) && id && draft.id !== ref.id) yield immutable(kind, "id", id.valueSpan, ref.id);
  for (const { path, name, field } of namedFields(kind)) {
    const member = members.get(name);
    if (!field.fixed || field.secret || !member) continue;
    const was = before[path] ?? null;
    if (!isSame(was, jsonOf(member.value))) yield immutable(kind, name, member.valueSpan, was);
  }
}

function immutable(kind: Kind, name: string, at: Span, was: Json): DocumentProblem {
  const message = `“${name}” is fixed once the ${kind.noun} is there. Put it back, or create another one from this document.`;
  const edits = [{ span: at, newText: JSON.stringify(was) }];
  return { ...problem("immutable-changed", message, at), fix: { title: `Put “${name}” back`, edits } };
}

function idProblems(kind: Kind, { draft, members, root }: ReadDocument): readonly DocumentProblem[] {
  const member = members.get("id");
  if (!hasChosenId(kind) || draft.id !== undefined || (member && jsonOf(member.value) !== "")) return [];
  const message = `The id of a new ${kind.noun} is chosen by you. Write it at the top: "id": "…".`;
  return [problem("id-missing", message, member?.valueSpan ?? span(root.offset, root.offset + 1))];
}

/** What a new one cannot be made with. */
function laterProblems(kind: Kind, { members }: ReadDocument): readonly DocumentProblem[] {
  return namedFields(kind).flatMap(({ name, field }) => {
    const member = members.get(name);
    if (!field.onlyChanged || !member || isSame(jsonOf(member.value), null)) return [];
    const message = `“${name}” is taken once the ${kind.noun} is there only. Leave it out, create the ${kind.noun}, then change it.`;
    return [problem("only-changed", message, member.valueSpan)];
  });
}

/** A secret that is to come from an application which nothing names. */
function applicationProblems(
  kind: Kind,
  { draft, members }: ReadDocument,
  base: Stored | undefined,
): readonly DocumentProblem[] {
  const values = { ...(base && fieldsOf(kind, base.value)), ...draft.values };
  return namedFields(kind).flatMap(({ path, name, field }) => {
    const member = members.get(name);
    const isWished = draft.secrets[path] === "from-application";
    if (!member || !isWished || applicationOf(kind, path, values)) return [];
    return [problem("no-application", noApplication(field.label), member.valueSpan)];
  });
}

/** Numbers that are greater than another field lets them be; of one that nobody changed the service makes a smaller one. */
function tooGreat(
  kind: Kind,
  { draft, members }: ReadDocument,
  base: Stored | undefined,
): readonly DocumentProblem[] {
  const named = namedFields(kind);
  const before: Readonly<Record<string, Json>> = base ? fieldsOf(kind, base.value) : {};
  const values = { ...before, ...draft.values };
  return named.flatMap(({ path, name, field: { atMost = "" } }) => {
    const other = named.find((one) => one.path === atMost);
    const member = members.get(name);
    const [value, most] = [values[path], values[atMost]];
    const isFine = typeof value !== "number" || typeof most !== "number" || value <= most;
    if (isFine || !other || !member) return [];
    const message = `“${name}” is ${value}, and must not be greater than “${other.name}”, which is ${most}. Change one of the two.`;
    const severity = value === before[path] ? "warning" : "error";
    return [{ ...problem("too-great", message, member.valueSpan), severity }];
  });
}

/** Where the document says what was there when it was opened. */
function untouchedPlaces(kind: Kind, base: Stored, { draft, members }: ReadDocument): readonly Span[] {
  const before = fieldsOf(kind, base.value);
  return namedFields(kind).flatMap(({ path, name }) => {
    const member = members.get(name);
    return member && isSame(before[path], draft.values[path]) ? [member.span] : [];
  });
}

function meet(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end;
}
