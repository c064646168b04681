import type { JwtRule } from "./engine/rule.ts";
import { addAttribute } from "./reading/edits.ts";

/** By default not even a second of difference between the clocks is allowed. */
export const jwtClockSkewGiven: JwtRule = {
  id: "jwt-clock-skew-given",
  severity: "hint",
  doc: "validate-jwt allows the clocks to differ by some seconds.",
  on: "validate-jwt",
  reads: "both",
  check({ element, attributes }, context) {
    if (attributes.has("clock-skew")) return;
    context.report(
      element.nameSpan,
      "Without clock-skew a token may be refused in the first or last seconds of its life.",
      {
        fix: { title: 'Add clock-skew="60"', edits: addAttribute(element, "clock-skew", "60"), safe: false },
      },
    );
  },
};
