import type { Maybe } from "../../core/known.ts";
import { didYouMean, nearest } from "../../core/nearest.ts";
import type { LiveFacts } from "../facts/live-facts.ts";
import type { Reference } from "../facts/model.ts";
import type { AttributeRule } from "./engine/rule.ts";
import { changeTo, setValue } from "./reading/edits.ts";

/** Fragments, backends and certificates are named; the service refuses names that it does not have. */
export const referenceExists: AttributeRule = {
  id: "reference-exists",
  severity: "error",
  doc: "A fragment, backend or certificate exists in the connected instance.",
  on: "attribute",
  applies: ({ refers }) => refers !== undefined,
  check(attribute, { refers }, context) {
    const { live } = context.options;
    if (!refers || !live) return;
    const list = namesOf(refers, live);
    const value = context.valueOf(attribute);
    if (!list?.known || !value?.literal || value.text === "" || isBuiltIn(refers, value.text)) return;
    if (list.value.includes(value.text)) return;
    const near = nearest(value.text, list.value);
    const fix = changeTo(near, (to) => setValue(attribute, to));
    context.report(value.span, `The instance has no ${refers} "${value.text}".${didYouMean(near)}`, { fix });
  },
};

function namesOf(refers: Reference, live: LiveFacts): Maybe<readonly string[]> | undefined {
  if (refers === "fragment") return live.fragments;
  if (refers === "backend") return live.backends;
  return refers === "certificate" ? live.certificates : undefined;
}

/** Dapr is addressed as a backend without being an entity. */
function isBuiltIn(refers: Reference, name: string): boolean {
  return refers === "backend" && name === "dapr";
}
