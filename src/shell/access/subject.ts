import { l10n } from "vscode";
import type { AccessEntry } from "../../access/index.ts";
import type { ApiRef } from "../../domain/apim.ts";
import { apiLevel, instanceId, levelPath, operationLevel } from "../../domain/azure-paths.ts";
import type { ApimApiTarget, InstanceTarget, OperationTarget, Target } from "../target.ts";

/** A product, as a tree item stands for it. */
type ProductTarget = Extract<Target, { kind: "product" }>;

/** What may be asked who gets in at. */
export type AccessSubject = InstanceTarget | ProductTarget | ApimApiTarget | OperationTarget;

/** What a target stands for where calls arrive; a policy stands for where it applies. */
export function subjectOf(target: Target): AccessSubject | undefined {
  switch (target.kind) {
    case "instance":
    case "product":
    case "apim-api":
    case "operation":
      return target;
    case "policy": {
      const { account, instance } = target;
      return target.value.kind === "global"
        ? { kind: "instance", account, instance, value: instance }
        : undefined;
    }
    case "tenant":
    case "subscription":
    case "fragment":
    case "resource-group":
    case "resource":
    case "fact":
      return undefined;
  }
}

/** Tells subjects apart: what has one key has one page. */
export function keyOf(subject: AccessSubject): string {
  return [instanceId(subject.instance), pathOf(subject)].filter(Boolean).join("/").toLowerCase();
}

function pathOf(subject: AccessSubject): string {
  switch (subject.kind) {
    case "instance":
      return "";
    case "product":
      return `products/${subject.value.productId}`;
    case "apim-api":
      return levelPath(apiLevel(subject.value));
    case "operation":
      return levelPath(operationLevel(subject.api, subject.value.operationId));
  }
}

/** A subject as people call it. */
export function nameOf(subject: AccessSubject): string {
  switch (subject.kind) {
    case "instance":
      return subject.value.serviceName;
    case "product":
      return l10n.t("product {0}", subject.value.displayName);
    case "apim-api":
      return titleOf(subject);
    case "operation":
      return `${subject.value.method} ${subject.value.urlTemplate}`;
  }
}

function titleOf({ value }: ApimApiTarget): string {
  return value.version === undefined ? value.displayName : `${value.displayName} ${value.version}`;
}

/** How entries name an API. */
function entryName({ workspace, apiId }: ApiRef): string {
  return workspace === undefined ? apiId : `${workspace}/${apiId}`;
}

/** Whether an entry is about the subject, as far as its instance was read. */
export function isAbout(subject: AccessSubject): (entry: AccessEntry) => boolean {
  const is = (name: string, other: string) => name.toLowerCase() === other.toLowerCase();
  switch (subject.kind) {
    case "instance":
      return () => true;
    case "product":
      return ({ product }) => product !== null && is(product, subject.value.productId);
    case "apim-api":
      return ({ api }) => is(api, entryName(subject.value));
    case "operation":
      return ({ api, operation }) =>
        is(api, entryName(subject.api)) && operation !== null && is(operation, subject.value.operationId);
  }
}
