import { editDistance } from "../../core/nearest.ts";
import type { AttributeRule } from "./engine/rule.ts";
import { changeTo, setValue } from "./reading/edits.ts";
import { isHeaderName } from "./reading/header-name.ts";

/** The header that carries tokens. */
const usual = "Authorization";

/** What no header can be called is in no request. */
export const headerNameForm: AttributeRule = {
  id: "header-name-form",
  severity: "warning",
  doc: "The name of a header has no spaces, colons or other signs that HTTP does not allow.",
  on: "attribute",
  applies: ({ names }) => names === "header",
  check(attribute, { name }, context) {
    const value = context.valueOf(attribute);
    if (!value?.literal || value.text === "") return;
    if (!isHeaderName(value.text)) {
      const bare = value.text.replace(/\s*:$/, "");
      const fix = changeTo(isHeaderName(bare) ? bare : undefined, (to) => setValue(attribute, to), true);
      context.report(value.span, `No header can be called "${value.text}".`, { fix });
    } else if (name === "header-name" && isSlip(value.text)) {
      const fix = changeTo(usual, (to) => setValue(attribute, to));
      context.report(value.span, `No client sends "${value.text}". Did you mean "${usual}"?`, { fix });
    }
  },
};

/** One letter beside the usual header; more would be a name of somebody's own, such as X-Authorization. */
function isSlip(header: string): boolean {
  const name = header.toLowerCase();
  // Nearly all are right, and the distance takes its time.
  return name !== usual.toLowerCase() && editDistance(name, usual.toLowerCase(), 2) === 1;
}
