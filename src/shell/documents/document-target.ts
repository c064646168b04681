import { instancePath } from "../../domain/instance-path.ts";
import { kinds } from "../../resources/all-kinds.ts";
import type { Kind, Ref } from "../../resources/kind.ts";
import { auth0Api } from "../../resources/kinds/auth0-api.ts";
import { auth0Application } from "../../resources/kinds/auth0-application.ts";
import { authorizationServer } from "../../resources/kinds/authorization-server.ts";
import { type Target, targetOf } from "../target.ts";

/** One that is there, as a command acts on it. */
export interface ResourceRef {
  readonly kind: Kind;
  readonly ref: Required<Ref>;
}

/** Every kind that is edited in documents. */
export function documentableKinds(): readonly Kind[] {
  return kinds.filter(({ document }) => document !== undefined);
}

/** The resource that a tree item stands for; `undefined` for what is not edited in a document. */
export function resourceOf(argument: unknown): ResourceRef | undefined {
  const target = targetOf(argument);
  const found = target && refOf(target);
  return found?.kind.document === undefined ? undefined : found;
}

function refOf(target: Target): ResourceRef | undefined {
  switch (target.kind) {
    case "resource":
      return { kind: target.of, ref: target.ref };
    case "auth0-api":
      return named(auth0Api, target.account.domain, target.value.id);
    case "application":
      return named(auth0Application, target.account.domain, target.value.clientId);
    case "authorization-server":
      return named(authorizationServer, instancePath(target.instance), target.value.authorizationServerId);
    case "tenant":
    case "connection":
    case "subscription":
    case "instance":
    case "apim-api":
    case "operation":
    case "policy":
    case "product":
    case "fragment":
    case "named-value":
    case "resource-group":
      return undefined;
  }
}

function named(kind: Kind, owner: string, id: string): ResourceRef {
  return { kind, ref: { kind: kind.id, owner, id } };
}
