import { policy } from "../../../src/resources/kinds/policy.ts";
import type { KindExample } from "./kind-example.ts";

const around = (inbound: string) => `<policies>\n\t<inbound>${inbound}</inbound>\n</policies>`;

/** One a level that the sandbox has without a policy. */
export const policyExample: KindExample<{ readonly text: string }> = {
  kind: policy,
  ids: ["apis/basic-calculator", "products/unlimited", "fragments/orders"],
  drafts: async () => [
    { text: around("<base />") },
    { text: around("<!-- Orders & more --><base />") },
    { text: '<fragment>\n\t<set-variable name="a" value="@(1 > 0)" />\n</fragment>' },
  ],
  changes: { text: around('<base /><set-header name="X-Orders"><value>1</value></set-header>') },
  path: /\/policies\/policy|\/policyFragments\//,
};
