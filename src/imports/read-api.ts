import { error, type ReadApi } from "./api-description.ts";
import { foreignText, foreignValue } from "./foreign-formats.ts";
import { isOpenApi, readOpenApi } from "./openapi/read-openapi.ts";
import { parseText } from "./parse-text.ts";
import { withPlace } from "./place-in-text.ts";

/** What a text turned out to be: a description of one API, or one of services of which a person chooses. */
type ReadText = ({ readonly kind: "api" } & ReadApi) | { readonly kind: "wsdl"; readonly text: string };

/** The longest text that is read at all, in characters; what is sent is held to less. */
const longest = 32 * 1024 * 1024;

/** Reads the text of a document in whatever format; `source` is the address it was found at. */
export function readApi(given: string, source: string | undefined): ReadText {
  const failed = (message: string): ReadText => ({
    kind: "api",
    description: undefined,
    problems: [error(message)],
  });
  const text = given.replace(/^\uFEFF/, "");
  if (text.length > longest)
    return failed(
      "The document has more than 32 MB, of which the service takes 4 at most. Choose another file.",
    );
  if (text.trim() === "") return failed("The document is empty. Choose another file.");
  if (text.slice(0, 1000).includes("\0"))
    return failed("This is no text, or none in UTF-8. Save it as UTF-8, then import it again.");
  const foreign = foreignText(text);
  if (foreign !== undefined) return failed(foreign);
  if (/^\s*</.test(text)) return { kind: "wsdl", text };
  const parsed = parseText(text);
  if ("problem" in parsed) return { kind: "api", description: undefined, problems: [parsed.problem] };
  if (!isOpenApi(parsed.value)) return failed(foreignValue(parsed.value));
  const { description, problems } = readOpenApi(parsed.value, source);
  return { kind: "api", description, problems: problems.map((one) => withPlace(one, text)) };
}
