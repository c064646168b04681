import type { SecureApiChoices } from "./choices.ts";

/** The choices with every scope that the policy asks for among those of the Auth0 API: nobody could be given another. */
export function withAskedScopes(choices: SecureApiChoices): SecureApiChoices {
  const { auth0Api, policy, defaultScope } = choices;
  if (!policy.insert) return choices;
  const asked = new Set(policy.operationScopes.flatMap(({ scopes }) => scopes));
  const there =
    auth0Api.kind === "create" ? auth0Api.scopes : [...(auth0Api.api.scopes ?? []), ...auth0Api.addScopes];
  const missing = [...asked].filter((scope) => !there.some(({ value }) => value === scope));
  if (missing.length === 0) return choices;
  const added = missing.map((value) => ({ value, description: undefined }));
  return {
    ...choices,
    auth0Api:
      auth0Api.kind === "create"
        ? { ...auth0Api, scopes: [...auth0Api.scopes, ...added] }
        : { ...auth0Api, addScopes: [...auth0Api.addScopes, ...added] },
    defaultScope: defaultScope === "" ? "" : [defaultScope, ...missing].join(" "),
  };
}
