import type { ElementRule } from "./engine/rule.ts";
import { changeTo, setContent } from "./reading/edits.ts";
import { parseUrl } from "./reading/url.ts";
import { elementValue } from "./reading/value.ts";

/** Browsers send an origin as scheme, host and port, and the comparison is exact. */
export const corsOrigin: ElementRule = {
  id: "cors-origin",
  severity: "warning",
  doc: 'An origin is scheme://host[:port] without a path, or "*".',
  on: "element",
  names: ["origin"],
  check({ element, place }, context) {
    if (place.policy?.name !== "cors") return;
    const { text, literal, span } = elementValue(element, context.text);
    if (!literal || text === "" || text === "*" || text === "null") return;
    const url = parseUrl(text);
    if (url?.host.includes("*")) {
      context.report(span, '"*" stands for every origin, and only alone: name each origin.');
    } else if (!url) {
      context.report(span, `"${text}" is not an origin: it begins with https:// or http://.`);
    } else if (url.path !== "" || url.query !== "") {
      const origin = text.slice(0, text.length - url.path.length - url.query.length);
      context.report(span, `An origin has no path: browsers send "${origin}".`, {
        fix: changeTo(origin, (to) => setContent(element, to), true),
      });
    }
  },
};
