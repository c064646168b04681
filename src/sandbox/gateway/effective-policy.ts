import {
  type EffectiveNode,
  EffectivePolicy,
  type NamedValue,
  type PolicySource,
  PolicyText,
} from "../../policy/index.ts";
import { apimService, fragmentText, namedValue, policyText } from "../azure/gateway-view.ts";
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
  const levels: readonly (readonly [Place["scope"], string | undefined])[] = [
    ["global", apimService(state).id],
    ["product", product?.id],
    ["api", api.id],
    ["operation", operation?.id],
  ];
  const read = (source: PolicySource) => {
    const document = readDocument(source, state);
    if (document.filled.holdsNamedValues) onNamedValue();
    return document;
  };
  const documents = levels.flatMap(([level, file]) => {
    const text = file === undefined ? undefined : policyText(state, file);
    return text === undefined || file === undefined ? [] : [read({ level, file, text })];
  });
  const policy = new EffectivePolicy(documents, (id) => {
    const text = fragmentText(state, id);
    return text === undefined ? undefined : read({ level: "fragment", file: id, text });
  });
  return policy.section(section);
}

/**
 * A document with named values put in. Where they make no policy of it, such as a text with markup in it, each is put in where it
 * is read.
 */
function readDocument(source: PolicySource, state: AzureState): PolicyText {
  const filled = new PolicyText(source, (name) => namedValueOf(state, name));
  return filled.problem === undefined ? filled : new PolicyText(source, () => undefined);
}

/** The gateway knows secrets, too. */
function namedValueOf(state: AzureState, name: string): NamedValue | undefined {
  const text = namedValue(state, name);
  return text === undefined ? undefined : { kind: "text", text };
}
