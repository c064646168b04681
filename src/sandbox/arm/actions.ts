import { findResource, nextVersion } from "../azure/resources.ts";
import type { StoredResource } from "../azure/state.ts";
import type { Answer, Arm } from "./arm.ts";
import { etagOf } from "./arm.ts";
import { entityNotFound } from "./errors.ts";
import type { Kind } from "./kind.ts";
import { kindOf } from "./kinds/index.ts";
import { newSubscriptionKey } from "./kinds/subscriptions.ts";
import { loginLinkOf } from "./login-links.ts";

type Action = (resource: StoredResource, arm: Arm) => Answer;

const actions: ReadonlyMap<string, Action> = new Map<string, Action>([
  ["namedvalues/listvalue", ({ secrets, version }) => secretAnswer(version, { value: secrets["value"] })],
  ["subscriptions/regenerateprimarykey", (resource, arm) => regenerate(resource, arm, "primaryKey")],
  ["authorizationproviders/authorizations/getloginlinks", loginLinkOf],
  ["subscriptions/regeneratesecondarykey", (resource, arm) => regenerate(resource, arm, "secondaryKey")],
]);

/** Performs `POST {entity}/{action}`; `undefined` when there is no such action. */
export function performAction(arm: Arm, chain: string, id: string): Answer | undefined {
  const kind = kindOf(chain.slice(0, chain.lastIndexOf("/")));
  const action = /\/listSecrets$/i.test(chain)
    ? listSecretsOf(kind)
    : actions.get(chain.toLowerCase().replace(/^workspaces\//, ""));
  if (!action) return undefined;
  const entityId = id.slice(0, id.lastIndexOf("/"));
  const resource = findResource(arm.state, entityId);
  if (!resource) throw entityNotFound(kind?.label ?? "Entity");
  return action(resource, arm);
}

function listSecretsOf(kind: Kind | undefined): Action | undefined {
  const { listSecrets } = kind ?? {};
  return listSecrets && ((resource) => secretAnswer(resource.version, listSecrets(resource)));
}

function secretAnswer(version: number, body: Record<string, unknown>): Answer {
  return { status: 200, headers: { etag: etagOf({ version }) }, body };
}

function regenerate(resource: StoredResource, arm: Arm, name: string): Answer {
  resource.secrets[name] = newSubscriptionKey();
  resource.version = nextVersion(arm.state);
  arm.context.changed();
  return { status: 204 };
}
