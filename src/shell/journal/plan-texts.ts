import type { SecretStore } from "../../domain/account.ts";
import type { TextFolder } from "../../domain/text-folder.ts";
import { newSealKey, seal, unseal } from "./sealed-text.ts";

/** The longest text, in characters, that keychains are troubled with: editors read all they have into memory. */
const longest = 256 * 1024;

/**
 * The texts of plans that may hold secrets: where secrets are, and long ones, such as the document of an API, sealed in a file
 * beside the journal, with the key where secrets are.
 */
export class PlanTexts {
  /** By plan: the key that its long texts are sealed with. */
  private readonly keys = new Map<string, string>();

  constructor(
    private readonly folder: TextFolder,
    private readonly secrets: SecretStore,
  ) {}

  /** Lasts when it returns; an empty text is forgotten. */
  async write(id: string, text: string): Promise<void> {
    if (text.length > longest) return this.writeSealed(id, text);
    if (text === "") await this.secrets.delete(secretKey(id));
    else await this.secrets.write(secretKey(id), text);
    await this.forgetSealed(id);
  }

  /** Empty where there is none, or where it cannot be opened any more: what needs it then says that it is lost. */
  async read(id: string): Promise<string> {
    const text = (await this.secrets.read(secretKey(id))) ?? "";
    const key = keyIn(text);
    if (key === undefined) return text;
    this.keys.set(id, key);
    const sealed = await this.folder.read(sealedName(id));
    return (sealed !== undefined && (await unseal(sealed, key))) || "";
  }

  async delete(id: string): Promise<void> {
    await this.secrets.delete(secretKey(id));
    await this.folder.delete(sealedName(id));
    this.keys.delete(id);
  }

  /** The key comes first: in whatever moment the window ends, what lies there can be opened. */
  private async writeSealed(id: string, text: string): Promise<void> {
    let key = this.keys.get(id) ?? keyIn((await this.secrets.read(secretKey(id))) ?? "");
    if (key === undefined) {
      key = newSealKey();
      await this.secrets.write(secretKey(id), JSON.stringify({ [sealedWith]: key }));
    }
    this.keys.set(id, key);
    await this.folder.replace(sealedName(id), await seal(text, key));
  }

  private async forgetSealed(id: string): Promise<void> {
    if (!this.keys.delete(id)) return;
    await this.folder.delete(sealedName(id));
  }
}

/** What stands where secrets are in place of a long text. */
const sealedWith = "$sealedWith";

function keyIn(text: string): string | undefined {
  const [, key] = /^\{"\$sealedWith":"([\w+/=]+)"\}$/.exec(text) ?? [];
  return key;
}

function secretKey(id: string): string {
  return `journal/${id}`;
}

function sealedName(id: string): string {
  return `${id}.sealed`;
}
