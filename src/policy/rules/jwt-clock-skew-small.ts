import { largestSensibleClockSkew } from "../facts/jwt.ts";
import { attributeValue } from "../syntax/value.ts";
import type { JwtRule } from "./engine/rule.ts";
import { changeTo, setValue } from "./reading/edits.ts";

/** The skew lengthens the life of every token. */
export const jwtClockSkewSmall: JwtRule = {
  id: "jwt-clock-skew-small",
  severity: "warning",
  doc: "clock-skew is 300 seconds or less.",
  on: "validate-jwt",
  reads: "both",
  check({ attributes }, context) {
    const skew = attributes.get("clock-skew");
    const value = attributeValue(skew);
    if (!skew || !value?.literal || !(Number(value.text) > largestSensibleClockSkew)) return;
    const most = `${largestSensibleClockSkew}`;
    context.report(
      value.span,
      `Tokens pass ${value.text} seconds after they have expired; ${most} are enough.`,
      {
        fix: changeTo(most, (to) => setValue(skew, to)),
      },
    );
  },
};
