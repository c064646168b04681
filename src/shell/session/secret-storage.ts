import type { SecretStorage } from "vscode";
import type { SecretStore } from "../../domain/account.ts";

/** The secret store on VS Code's own, which the operating system's keychain protects. */
export class VsCodeSecretStore implements SecretStore {
  constructor(private readonly storage: SecretStorage) {}

  async read(key: string): Promise<string | undefined> {
    return this.storage.get(key);
  }

  async write(key: string, secret: string): Promise<void> {
    await this.storage.store(key, secret);
  }

  async delete(key: string): Promise<void> {
    await this.storage.delete(key);
  }
}

/** Secrets of this session only: those of the sandbox, which makes new ones at each start. */
export class SessionSecretStore implements SecretStore {
  private readonly secrets = new Map<string, string>();

  async read(key: string): Promise<string | undefined> {
    return this.secrets.get(key);
  }

  async write(key: string, secret: string): Promise<void> {
    this.secrets.set(key, secret);
  }

  async delete(key: string): Promise<void> {
    this.secrets.delete(key);
  }
}
