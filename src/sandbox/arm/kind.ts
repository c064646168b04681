import type { Json, JsonObject, StoredResource } from "../azure/state.ts";
import type { Arm } from "./arm.ts";
import type { Fields } from "./fields.ts";

/** A write of an entity, checked field by field and about to be stored. */
export interface Write {
  readonly arm: Arm;
  /** Full id, cased as it will be stored. */
  readonly id: string;
  readonly previous: StoredResource | undefined;
  /** `properties` of the request as they were sent. */
  readonly input: JsonObject;
  /** To be stored; may be completed and normalised. */
  readonly properties: JsonObject;
  readonly secrets: { [name: string]: string };
  /** What to do once the entity itself is stored. */
  readonly afterwards: (() => void)[];
}

/** For whom an entity is shown. */
export interface ShowRequest {
  readonly url: URL;
  /** The properties that this very request wrote, if it did. */
  readonly written?: JsonObject;
}

/** What one sort of entity below an API Management instance is. */
export interface Kind {
  /** The collection names from the instance on: `apis/operations`. */
  readonly chain: string;
  /** The service's own name of it in "… not found.". */
  readonly label: string;
  /** What may be done besides reading and listing. */
  readonly writes: readonly ("PUT" | "PATCH" | "DELETE")[];
  readonly fields: Fields;
  /** Properties that `$filter` may name. */
  readonly filterable?: readonly string[];
  /** Writes that answer with the address of an operation to poll; a function decides by the request. */
  readonly longRunning?: readonly ("PUT" | "PATCH" | "DELETE")[];
  /** Whether the contract has no If-Match for it. */
  readonly unconditional?: boolean;
  /** Whether a list shows `count`. */
  readonly counted?: boolean;
  /** Whether a list shows this one. */
  listed?(resource: StoredResource): boolean;
  /** Checks references, completes and normalises; throws ArmError. */
  prepare?(write: Write): void | Promise<void>;
  /** `properties` as a client sees them. */
  show?(resource: StoredResource, arm: Arm, request: ShowRequest): JsonObject;
  /** What `POST …/listSecrets` answers, where there is that. */
  readonly listSecrets?: (resource: StoredResource) => Readonly<Record<string, Json | undefined>>;
  /** Throws ArmError when it must stay; `url` is that of the request. */
  beforeDelete?(resource: StoredResource, arm: Arm, url: URL): void;
}
