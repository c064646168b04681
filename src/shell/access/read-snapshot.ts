import type { InstanceSnapshot } from "../../access/index.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { operationLevel } from "../../domain/azure-paths.ts";
import type { Shelved } from "../../resources/clouds.ts";
import {
  readApiSnapshot,
  readOperationSnapshot,
  readProductSnapshot,
} from "../../workflows/read-access/read-api.ts";
import { readInstanceSnapshot } from "../../workflows/read-access/read-instance.ts";
import type { AccessSubject } from "./subject.ts";

/** Reads as much of an instance as decides who gets in at the subject. */
export function readSnapshot(
  cloud: AzureCloud & Shelved,
  subject: AccessSubject,
  signal: AbortSignal,
): Promise<InstanceSnapshot> {
  const { instance } = subject;
  switch (subject.kind) {
    case "instance":
      return readInstanceSnapshot(cloud, instance, signal);
    case "product":
      return readProductSnapshot(cloud, { instance, productId: subject.value.productId }, signal);
    case "apim-api":
      return readApiSnapshot(cloud, subject.value, signal);
    case "operation":
      return readOperationSnapshot(cloud, operationLevel(subject.api, subject.value.operationId), signal);
  }
}
