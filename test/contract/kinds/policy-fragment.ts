import {
  type PolicyFragmentDraft,
  type PolicyFragmentSettings,
  policyFragment,
} from "../../../src/resources/kinds/policy-fragment.ts";
import type { KindExample } from "./kind-example.ts";

const text = '<fragment>\n\t<set-variable name="a" value="1" />\n</fragment>';

export const policyFragmentExample: KindExample<PolicyFragmentSettings, PolicyFragmentDraft> = {
  kind: policyFragment,
  ids: ["check-caller", "who-calls", "log"],
  drafts: async () => [
    { text, description: "Checks who calls" },
    { text: "<fragment>\r\n\t\r\n</fragment>" },
    { text: text.replace('"a"', '"b"'), description: "Writes to the log" },
  ],
  changes: {
    text: '<fragment>\n\t<set-header name="X-Orders"><value>1</value></set-header>\n</fragment>',
    description: "Checks who calls, and from where",
  },
  path: /\/policyFragments/,
};
