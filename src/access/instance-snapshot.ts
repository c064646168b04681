import type { NamedValue, PolicySource } from "../policy/index.ts";

/** Where a setting of a resource stands. */
export interface SettingPlace {
  /** The file, or the id of the resource. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Whether a subscription key is asked for; `undefined` when it cannot be told. */
interface AsksForKey {
  readonly subscriptionRequired: boolean | undefined;
  /** Where that stands. */
  readonly keyPlace: SettingPlace;
}

/** One operation of an API. */
export interface OperationSnapshot {
  readonly name: string;
  /** The members of `context.Operation` that are known, but for `Method`, by the names they have there. */
  readonly facts: Readonly<Record<string, string>>;
  /** In capitals. */
  readonly method: string | undefined;
  readonly urlTemplate: string | undefined;
  readonly policy: PolicySource | undefined;
}

/** One API, or one revision of it. */
export interface ApiSnapshot extends AsksForKey {
  /** The resource's name, with `;rev=n` for a revision that is not the current one. */
  readonly name: string;
  /** The members of `context.Api` that are known, by the names they have there. */
  readonly facts: Readonly<Record<string, string>>;
  readonly policy: PolicySource | undefined;
  readonly operations: readonly OperationSnapshot[];
  /**
   * Whether these are all operations there are. `unlisted`: nothing lists them, as with GraphQL; `unreadable`: something does,
   * and cannot be read.
   */
  readonly listed: "all" | "unlisted" | "unreadable";
}

/** A product and what is in it. */
export interface ProductSnapshot extends AsksForKey {
  readonly name: string;
  readonly displayName: string | undefined;
  readonly policy: PolicySource | undefined;
  /** Names of APIs, without revisions; `undefined` when they are listed somewhere that cannot be read. */
  readonly apis: ReadonlySet<string> | undefined;
}

/** What belongs together: the instance itself, or one of its workspaces. */
export interface SpaceSnapshot {
  /** The workspace's name; `undefined` for the instance itself. */
  readonly workspace: string | undefined;
  /** Of the level `global` or `workspace`. */
  readonly policy: PolicySource | undefined;
  readonly products: readonly ProductSnapshot[];
  readonly apis: readonly ApiSnapshot[];
  /** By id. */
  readonly fragments: ReadonlyMap<string, PolicySource>;
  /** By display name. */
  readonly namedValues: ReadonlyMap<string, NamedValue>;
}

/** An instance as far as it decides who gets in, read from files or from the service. */
export interface InstanceSnapshot {
  /** The instance itself first. */
  readonly spaces: readonly SpaceSnapshot[];
  /** What could not be read, in whole sentences. */
  readonly notes: readonly string[];
}
