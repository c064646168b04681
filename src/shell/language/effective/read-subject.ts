import type { InstanceSnapshot, WholeSubject } from "../../../access/index.ts";
import type { AzureCloud } from "../../../domain/azure-cloud.ts";
import type { Shelved } from "../../../resources/clouds.ts";
import {
  readApiSnapshot,
  readOperationSnapshot,
  readProductSnapshot,
} from "../../../workflows/read-access/read-api.ts";
import type { CallLevel, EffectiveSubject } from "./effective-uri.ts";

/** Reads what decides what runs at a level, by whichever product's key. */
export function readForLevel(
  cloud: AzureCloud & Shelved,
  level: CallLevel,
  signal: AbortSignal,
): Promise<InstanceSnapshot> {
  switch (level.kind) {
    case "product":
      return readProductSnapshot(cloud, level, signal);
    case "api":
      return readApiSnapshot(cloud, level, signal);
    case "operation":
      return readOperationSnapshot(cloud, level, signal);
  }
}

/** A subject by the names that a snapshot has. */
export function namesOf({ level, product }: EffectiveSubject): WholeSubject {
  const { workspace } = level;
  switch (level.kind) {
    case "product":
      return { workspace, product: level.productId };
    case "api":
      return { workspace, api: level.apiId, product };
    case "operation":
      return { workspace, api: level.apiId, operation: level.operationId, product };
  }
}
