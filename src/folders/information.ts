import { Failure } from "../core/failure.ts";
import type { PolicyLevelName, PolicySource } from "../policy/index.ts";
import type { FolderFiles } from "./folder-files.ts";
import { isObject, type JsonObject, objectIn } from "./json.ts";
import type { Overrides, Section } from "./overrides.ts";
import type { Part } from "./parts.ts";

/** A JSON file with the properties of a resource. */
interface Properties {
  /** With what the environment's configuration puts in; `undefined` when the file cannot be read. */
  readonly properties: JsonObject | undefined;
  readonly text: string;
}

/** Reads files of a folder; what cannot be read is told and hides nothing else. */
export class Information {
  private readonly files: FolderFiles;
  private readonly overrides: Overrides;
  readonly tell: (note: string) => void;

  constructor(files: FolderFiles, overrides: Overrides, tell: (note: string) => void) {
    this.files = files;
    this.overrides = overrides;
    this.tell = tell;
  }

  /** The text of a file; `undefined` when it cannot be read. */
  async text({ path }: Pick<Part, "path">): Promise<string | undefined> {
    try {
      return await this.files.read(path);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.tell(`${path} was not read: ${error.message}`);
      return undefined;
    }
  }

  /** The value of a JSON file; `undefined` when it cannot be read. */
  async json(
    part: Pick<Part, "path">,
  ): Promise<{ readonly value: unknown; readonly text: string } | undefined> {
    const text = await this.text(part);
    if (text === undefined) return undefined;
    try {
      return { value: JSON.parse(text.replace(/^\uFEFF/, "")), text };
    } catch {
      this.tell(`${part.path} is no JSON: what it says is not known.`);
      return undefined;
    }
  }

  /** What a resource's file says of it. */
  async properties(part: Part, section: Section): Promise<Properties> {
    const read = await this.json(part);
    if (!read || !isObject(read.value)) return { properties: undefined, text: read?.text ?? "" };
    const own = objectIn(read.value, "properties");
    const properties = this.overrides.applied(own, section, part.name, part.workspace);
    return { properties, text: read.text };
  }

  /** A policy document; one that cannot be read is there all the same. */
  async policy(part: Part | undefined, level: PolicyLevelName): Promise<PolicySource | undefined> {
    if (!part) return undefined;
    return { level, file: part.path, text: await this.text(part) };
  }
}
