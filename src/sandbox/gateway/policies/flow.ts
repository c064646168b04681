import { attribute, decodeEntities, PassedOver } from "../../../policy/index.ts";
import { next } from "../call.ts";
import { evaluateWritten } from "../call-context.ts";
import type { Policy } from "./policy.ts";

/** Runs the first `when` whose condition holds, else `otherwise`; passed over when a condition cannot be evaluated. */
export const choose: Policy = async (statement, call, services) => {
  for (const branch of statement.policies()) {
    if (branch.name !== "otherwise") {
      branch.needed("condition");
      if (!branch.flag("condition", false)) continue;
    }
    return services.run(branch.policies(), call);
  }
  return next;
};

/** Keeps a value for later policies. */
export const setVariable: Policy = (statement, call, { state }) => {
  const name = statement.needed("name");
  const written = attribute(statement.element, "value")?.value ?? "";
  // not by the resolver, which makes text of it: a variable keeps the type of its expression
  const value = evaluateWritten(state, call, decodeEntities(written), statement.place.scope);
  if (!value.known) throw new PassedOver("The value cannot be evaluated.");
  call.variables.set(name, value.value);
  call.unknowns.learn(name);
  return next;
};

/** What could be put in is in place of it already. */
export const includeFragment: Policy = () => {
  throw new PassedOver("There is no such fragment, or it cannot be put in here.");
};

/** Calls the backend; how long to wait and what to follow is the sandbox's own business. */
export const forwardRequest: Policy = (_statement, call, { forward }) => forward(call);
