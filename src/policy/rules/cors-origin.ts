import { parseUrl } from "../jwt/url.ts";
import { elementValue } from "../syntax/value.ts";
import type { ElementRule } from "./engine/rule.ts";
import { changeTo, setContent } from "./reading/edits.ts";
import { listIn, splitElement } from "./reading/list-in-element.ts";

/** Browsers send an origin as scheme, host and port, and the comparison is exact. */
export const corsOrigin: ElementRule = {
  id: "cors-origin",
  severity: "warning",
  doc: 'An origin is scheme://host[:port] without a path, or "*".',
  on: "element",
  reads: "content",
  names: ["origin"],
  check({ element, place }, context) {
    if (place.policy?.name !== "cors") return;
    const { text, literal, span } = elementValue(element, context.text);
    if (!literal || text === "" || text === "*" || text === "null") return;
    const url = parseUrl(text);
    if (url?.host.includes("*")) {
      context.report(span, '"*" stands for every origin, and only alone: name each origin.');
    } else if (!url) {
      const list = listIn(text, (value) => parseUrl(value) !== undefined);
      const message = list
        ? "<origin> is compared as a whole: write one for each."
        : `"${text}" is not an origin: it begins with https:// or http://.`;
      context.report(span, message, { fix: list && splitElement(element, list, context.text) });
    } else if (url.path !== "" || url.query !== "") {
      const origin = text.slice(0, text.length - url.path.length - url.query.length);
      context.report(span, `An origin has no path: browsers send "${origin}".`, {
        // A path that somebody wrote was to let in less than the whole origin.
        fix: changeTo(origin, (to) => setContent(element, to), url.path === "/" && url.query === ""),
      });
    }
  },
};
