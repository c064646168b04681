import { span } from "../../core/span.ts";
import type { ParseSession } from "./parse-session.ts";

const entity = /&(?:(quot|apos|lt|gt|amp)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/y;
const named: Record<string, string> = { quot: '"', apos: "'", lt: "<", gt: ">", amp: "&" };

/** `text` with XML's five entities and all character references replaced; what is none of them stays as it is. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(new RegExp(entity.source, "g"), (whole, name, decimal, hex) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number.parseInt(decimal, 10);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/** Whether the one character in `decoded` may stand in XML; what could not be decoded, beyond Unicode, may not. */
function isCharacter(decoded: string): boolean {
  return /^[\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]$/u.test(decoded);
}

/** `text` made fit for an attribute in double quotes and for element content. */
export function encodeEntities(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** Reports every `&` between `start` and `end` that begins no entity, and references to what is no character in XML. */
export function checkEntities(session: ParseSession, start: number, end: number): void {
  for (let at = session.ampersands.next(start); at < end; at = session.ampersands.next(at + 1)) {
    entity.lastIndex = at;
    const found = entity.exec(session.text);
    if (!found) {
      session.report(
        "bad-entity",
        span(at, at + 1),
        'A "&" that begins no entity must be written as "&amp;".',
      );
    } else if (!isCharacter(decodeEntities(found[0]))) {
      const message = `"${found[0]}" stands for no character that XML allows.`;
      session.report("bad-character", span(at, at + found[0].length), message);
    }
  }
}
