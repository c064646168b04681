import type { ValidateFunction } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { asNode, type Documents, fragment, type Node } from "./documents.ts";
import { type Mode, toJsonSchema } from "./schema-dialect.ts";

/** Something about a value that its schema does not allow. */
export interface Mismatch {
  /** JSON pointer. */
  readonly pointer: string;
  readonly message: string;
  readonly value: unknown;
}

/** Validates values against schemas of documents; each schema is compiled when it is first needed. */
export class Schemas {
  private readonly ajv: Ajv2020;
  private readonly compiled = new Map<string, ValidateFunction>();
  private readonly added = new Set<string>();
  private readonly documents: Documents;
  private readonly mode: Mode;

  constructor(documents: Documents, mode: Mode) {
    this.documents = documents;
    this.mode = mode;
    this.ajv = new Ajv2020({
      strict: false,
      allErrors: true,
      verbose: true,
      unicodeRegExp: false,
      validateSchema: false,
      logger: false,
    });
    addFormats.default(this.ajv);
    // the format of that library takes no address of a local tenant, which is one all the same
    this.ajv.addFormat("url", (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));
  }

  /** What is wrong with `value` by the schema at `pointer` of `document`. */
  check(document: string, pointer: readonly string[], value: unknown): Mismatch[] {
    const reference = `${document}${fragment(...pointer)}`;
    let validate = this.compiled.get(reference);
    if (!validate) {
      this.add(document);
      validate = this.ajv.compile({ $ref: reference });
      this.compiled.set(reference, validate);
    }
    return run(validate, value);
  }

  /** What is wrong with `value` by a schema that stands alone, as those of parameters do. */
  checkAlone(schema: Node, value: unknown): Mismatch[] {
    const { required: _required, ...rest } = asNode(toJsonSchema(schema, this.mode));
    return "$ref" in rest ? [] : run(this.ajv.compile(rest), value);
  }

  private add(document: string): void {
    if (this.added.has(document)) return;
    this.added.add(document);
    const schema = asNode(toJsonSchema(this.documents.get(document), this.mode));
    this.ajv.addSchema(schema, document);
    for (const other of referencedDocuments(schema, document)) this.add(other);
  }
}

function run(validate: ValidateFunction, value: unknown): Mismatch[] {
  if (validate(value)) return [];
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== "anyOf" && keyword !== "if")
    .map(({ instancePath, message, params, data }) => ({
      pointer: instancePath,
      message: `${message ?? "does not fit"}${allowed(params)}`,
      value: data,
    }));
}

function allowed(params: object): string {
  return "allowedValues" in params ? `: ${JSON.stringify(params.allowedValues)}` : "";
}

function referencedDocuments(value: unknown, base: string, found = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const item of value) referencedDocuments(item, base, found);
  else {
    for (const [name, member] of Object.entries(asNode(value))) {
      if (name === "$ref" && typeof member === "string" && !member.startsWith("#")) {
        found.add(new URL(member, base).href.replace(/#.*$/, ""));
      } else referencedDocuments(member, base, found);
    }
  }
  return found;
}
