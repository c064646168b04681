import { attribute, childElements, decodeEntities, PassedOver, parsePolicy } from "../../../policy/index.ts";
import { fragmentText } from "../../azure/gateway-view.ts";
import { next } from "../call.ts";
import { evaluateWritten } from "../call-context.ts";
import { Statement } from "../statement.ts";
import type { Policy } from "./policy.ts";

/** Runs the first `when` whose condition holds, else `otherwise`; passed over when a condition cannot be evaluated. */
export const choose: Policy = async (statement, call, services) => {
  for (const branch of statement.children()) {
    if (branch.name !== "otherwise") {
      branch.needed("condition");
      if (!branch.flag("condition", false)) continue;
    }
    return services.run(branch.children(), call);
  }
  return next;
};

/** Keeps a value for later policies. */
export const setVariable: Policy = (statement, call, { state }) => {
  const name = statement.needed("name");
  const written = attribute(statement.element, "value")?.value ?? "";
  // not by the resolver, which makes text of it: a variable keeps the type of its expression
  const value = evaluateWritten(state, call, decodeEntities(written));
  if (!value.known) throw new PassedOver("The value cannot be evaluated.");
  call.variables.set(name, value.value);
  call.unknowns.learn(name);
  return next;
};

/** Runs the policies of a fragment in place. */
export const includeFragment: Policy = (statement, call, services) => {
  const text = fragmentText(services.state, statement.needed("fragment-id"));
  if (text === undefined) throw new PassedOver("There is no such fragment.");
  const { root, problems } = parsePolicy(text);
  if (root?.name !== "fragment" || problems.length > 0) throw new PassedOver("The fragment cannot be read.");
  const place = { ...statement.place, text };
  const inner = childElements(root).map((element) => new Statement(element, place, statement.resolve));
  return services.run(inner, call);
};

/** Calls the backend; how long to wait and what to follow is the sandbox's own business. */
export const forwardRequest: Policy = (_statement, call, { forward }) => forward(call);
