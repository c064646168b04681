import type { Scope } from "../../domain/auth0.ts";
import type { ExecutableStep } from "../plan.ts";
import type { SecureApiChoices } from "./choices.ts";

/** The step that must be done before anything names the audience. */
export const auth0Api = "auth0-api";

type Choice<Kind extends SecureApiChoices["auth0Api"]["kind"]> = Extract<
  SecureApiChoices["auth0Api"],
  { kind: Kind }
>;

/** Creates the Auth0 API, or adds the scopes it lacks; none when it is as it should be. */
export function planAuth0Api(choice: SecureApiChoices["auth0Api"]): readonly ExecutableStep[] {
  if (choice.kind === "create") return [createApi(choice)];
  const has = new Set(choice.api.scopes.map(({ value }) => value));
  const missing = choice.addScopes.filter(({ value }) => !has.has(value));
  return missing.length === 0 ? [] : [addScopes(choice, missing)];
}

function createApi({ kind: _, ...draft }: Choice<"create">): ExecutableStep {
  return {
    id: auth0Api,
    cloud: "auth0",
    change: "create",
    title: `Create the Auth0 API “${draft.name}”`,
    details: [
      { label: "Name", after: draft.name },
      { label: "Identifier (audience)", after: draft.identifier },
      { label: "Signing algorithm", after: draft.signingAlgorithm },
      { label: "Scopes", after: listScopes(draft.scopes) },
    ],
    needs: [],
    async run({ clouds, signal }) {
      const { id, name, identifier, scopes, signingAlgorithm } = await clouds.auth0.createApi(draft, signal);
      return { kind: "delete-auth0-api", id, created: { name, identifier, scopes, signingAlgorithm } };
    },
  };
}

function addScopes({ api }: Choice<"existing">, missing: readonly Scope[]): ExecutableStep {
  return {
    id: auth0Api,
    cloud: "auth0",
    change: "update",
    title: `Add scopes to the Auth0 API “${api.name}”`,
    details: [
      { label: "Scopes", before: listScopes(api.scopes), after: listScopes([...api.scopes, ...missing]) },
    ],
    needs: [],
    async run({ clouds: { auth0 }, signal }) {
      const current = (await auth0.findApi(api.identifier, signal)) ?? api;
      const added = missing.filter(({ value }) => !current.scopes.some((scope) => scope.value === value));
      if (added.length === 0) return undefined;
      await auth0.updateApiScopes(current.id, [...current.scopes, ...added], signal);
      const scopes = added.map(({ value }) => value);
      return { kind: "remove-auth0-scopes", apiId: current.id, identifier: api.identifier, scopes };
    },
  };
}

function listScopes(scopes: readonly Scope[]): string {
  return scopes.map(({ value }) => value).join(" ") || "none";
}
