import { randomUUID } from "node:crypto";
import { findResource } from "../azure/resources.ts";
import type { LongRunning } from "../azure/state.ts";
import type { Answer, Arm } from "./arm.ts";
import { apimVersion, provider } from "./arm.ts";
import { ArmError } from "./errors.ts";

/** The region of everything in the sandbox. */
export const location = "westeurope";

/** Begins an operation on a resource; the headers tell the client where to poll. */
export function beginOperation(
  arm: Arm,
  kind: LongRunning["kind"],
  resourceId: string,
): Record<string, string> {
  const { context, state } = arm;
  const id = randomUUID();
  forgetOldest(state.running);
  state.running[id] = { remainingPolls: state.pollsPerOperation, resourceId, kind };
  const origin = context.origins.resourceManager;
  const place = `${origin}/subscriptions/${state.subscriptionId}/providers/${provider}/locations/${location}`;
  const version = `api-version=${apimVersion}`;
  return {
    location:
      kind === "delete"
        ? `${place}/operationResults/${id}?${version}`
        : `${origin}${resourceId}?${version}&asyncId=${id}&asyncCode=${kind === "put" ? 201 : 200}`,
    "azure-asyncoperation": `${place}/operationStatuses/${id}?${version}`,
  };
}

/** How many operations a client may still ask about. */
const kept = 100;

function forgetOldest(running: Arm["state"]["running"]): void {
  const ids = Object.keys(running);
  for (const id of ids.slice(0, Math.max(0, ids.length - kept + 1))) delete running[id];
}

/** `GET …/operationStatuses/{id}`: how far an operation is. */
export function operationStatus(arm: Arm, id: string): Answer {
  const done = poll(arm, id);
  const place = `/subscriptions/${arm.state.subscriptionId}/providers/${provider}/locations/${location}`;
  return {
    status: 200,
    body: {
      id: `${place}/operationStatuses/${id}`,
      name: id,
      status: done ? "Succeeded" : "InProgress",
    },
  };
}

/** `GET …/operationResults/{id}`: 202 until the operation has ended. */
export function operationResult(arm: Arm, id: string, url: URL): Answer {
  const done = poll(arm, id);
  return done ? { status: 200 } : { status: 202, headers: { location: url.href } };
}

/** Whether an operation has ended; each call counts as one poll. */
export function poll(arm: Arm, id: string): boolean {
  const operation = Object.hasOwn(arm.state.running, id) ? arm.state.running[id] : undefined;
  if (!operation) throw new ArmError(404, "ResourceNotFound", `Operation ${id} not found.`, null);
  if (operation.remainingPolls > 0) {
    operation.remainingPolls -= 1;
    arm.context.changed();
    return false;
  }
  return true;
}

/** Whether an operation that created or changed this resource is still running. */
export function isRunning(arm: Arm, resourceId: string): boolean {
  const id = resourceId.toLowerCase();
  return (
    findResource(arm.state, id) !== undefined &&
    Object.values(arm.state.running).some(
      (operation) => operation.remainingPolls > 0 && operation.resourceId.toLowerCase() === id,
    )
  );
}
