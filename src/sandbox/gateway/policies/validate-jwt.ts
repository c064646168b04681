import { readJwtRequirements } from "../../../token/index.ts";
import type { Policy } from "./policy.ts";
import { requireToken } from "./token-judgement.ts";

/** Lets only requests with a token pass that satisfies the element. */
export const validateJwt: Policy = (statement, call, services) => {
  const { element, place, resolve } = statement;
  return requireToken(statement, call, readJwtRequirements(element, place.text, resolve), services);
};
