import { getLanguageService, type LanguageService } from "vscode-json-languageservice";
import { type Span, span } from "../core/span.ts";
import type { DocumentSchema } from "./schemas.ts";

/** What a schema says about a place in a document. */
interface SchemaFinding {
  readonly message: string;
  readonly span: Span;
}

/**
 * What `schema` says about `text`, in the words of the JSON service that editors use. Whether elements of a list are unique is
 * not asked of it: it compares each with each, which takes seconds for long lists.
 */
export async function schemaFindings(
  text: string,
  schema: DocumentSchema,
): Promise<readonly SchemaFinding[]> {
  const own: object = JSON.parse(
    JSON.stringify(schema, (key, value: unknown) => (key === "uniqueItems" ? undefined : value)),
  );
  const service = getLanguageService({});
  const document = oneLine(text);
  const found = await service.doValidation(
    document,
    service.parseJSONDocument(document),
    { comments: "ignore", trailingCommas: "ignore", schemaValidation: "error" },
    own,
  );
  return found.map(({ message, range: { start, end } }) => ({
    message: typeof message === "string" ? message : message.value,
    span: span(start.character, end.character),
  }));
}

/** `text` as if all of it were one line, so that the characters of places are offsets. */
function oneLine(text: string): Parameters<LanguageService["parseJSONDocument"]>[0] {
  const start = { line: 0, character: 0 };
  return {
    uri: "document.json",
    languageId: "jsonc",
    version: 1,
    lineCount: 1,
    getText: () => text,
    positionAt: (character) => ({ line: 0, character }),
    offsetAt: ({ character }) => character,
    getLineRange: () => ({ start, end: { line: 0, character: text.length } }),
    getEOLCharacters: () => "",
  };
}
