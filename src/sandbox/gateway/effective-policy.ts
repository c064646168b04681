import {
  type EffectiveNode,
  EffectivePolicy,
  type FindNamedValue,
  type NamedValue,
  type PolicySource,
  PolicyText,
} from "../../policy/index.ts";
import { apimService, fragmentText, namedValue, policyText } from "../azure/gateway-view.ts";
import { spaceOf } from "../azure/resources.ts";
import type { AzureState, StoredResource } from "../azure/state.ts";
import type { Place, SectionName } from "./statement.ts";

/** What a request is subject to, from the widest scope to the narrowest. */
interface PolicyScopes {
  readonly product: StoredResource | undefined;
  readonly api: StoredResource;
  /** `undefined`: the policy of the API as a whole. */
  readonly operation: StoredResource | undefined;
}

/**
 * One section of the policies of all levels, merged, with the instance's fragments and named values put in; `onNamedValue` is
 * called when a text of theirs, which may be secret, comes to stand in it.
 */
export function effectiveSection(
  state: AzureState,
  { product, api, operation }: PolicyScopes,
  section: SectionName,
  onNamedValue: () => void,
): readonly EffectiveNode[] {
  const service = apimService(state).id;
  const space = spaceOf(api.id);
  const levels: readonly (readonly [Place["scope"], string | undefined])[] = [
    ["global", service],
    ["workspace", space === service ? undefined : space],
    ["product", product?.id],
    ["api", api.id],
    ["operation", operation?.id],
  ];
  // what the policy for all APIs names is of the instance, in workspaces too
  const spaceAt = (level: Place["scope"]) => (level === "global" ? service : space);
  const read = (source: PolicySource, within: string) => {
    const document = readDocument(source, (name) => namedValueOf(state, within, name));
    if (document.filled.holdsNamedValues) onNamedValue();
    return document;
  };
  const documents = levels.flatMap(([level, file]) => {
    const text = file === undefined ? undefined : policyText(state, file);
    return text === undefined || file === undefined ? [] : [read({ level, file, text }, spaceAt(level))];
  });
  const policy = new EffectivePolicy(documents, (id, { source }) => {
    const within = source.level === "global" ? service : space;
    const text = fragmentText(state, within, id);
    return text === undefined ? undefined : read({ level: "fragment", file: id, text }, within);
  });
  return policy.section(section);
}

/**
 * A document with named values put in. Where they make no policy of it, such as a text with markup in it, each is put in where it
 * is read.
 */
function readDocument(source: PolicySource, find: FindNamedValue): PolicyText {
  const filled = new PolicyText(source, find);
  return filled.problem === undefined ? filled : new PolicyText(source, () => undefined);
}

/** The gateway knows secrets, too. */
function namedValueOf(state: AzureState, space: string, name: string): NamedValue | undefined {
  const text = namedValue(state, space, name);
  return text === undefined ? undefined : { kind: "text", text };
}
