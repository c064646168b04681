import { span } from "../../core/span.ts";
import { Code, isNamePart } from "./characters.ts";
import type { OpenElements } from "./open-elements.ts";
import type { ParseSession } from "./parse-session.ts";
import type { ParsedElement } from "./tree.ts";

/**
 * Takes the bare start tag at `start`, of the name of the element it stands in, for the end tag of that, when one end tag
 * is missing before the end of the element around both: returns where it ends, else -1.
 */
export function readMistakenStart(session: ParseSession, open: OpenElements, start: number): number {
  const { current } = open;
  if (!current?.startTagClosed || !lacksEnd(session, current, start)) return -1;
  const end = start + 2 + current.name.length;
  session.report(
    "start-tag-for-end-tag",
    span(start, end),
    `This start tag stands where "${current.name}" should end: "</${current.name}>" was meant.`,
    [{ span: span(start + 1, start + 1), newText: "/" }],
  );
  open.closeCurrent(start, 0, end);
  return end;
}

/** Whether, with the tag at `start` begun, more elements of its name begin than end before their parent does. */
function lacksEnd(session: ParseSession, { name, parent }: ParsedElement, start: number): boolean {
  if (name === parent?.name) return false;
  const { text } = session;
  const limit = session.lookAhead(start);
  let depth = 1;
  let lacks = false;
  let position = start;
  for (; position >= 0 && position < limit; position = text.indexOf("<", position + 1)) {
    const isEnd = text.charCodeAt(position + 1) === Code.slash;
    const from = position + (isEnd ? 2 : 1);
    if (text.startsWith("!--", from)) position = skipComment(text, position);
    else if (isNamed(text, from, name)) depth += isEnd ? -1 : opens(text, from);
    else if (isEnd && parent && isNamed(text, from, parent.name)) {
      lacks = depth > 1;
      break;
    }
    if (depth === 0) break;
  }
  session.spend((position < 0 ? text.length : position) - start);
  return lacks || (position < 0 && parent === undefined && depth > 1);
}

function isNamed(text: string, from: number, name: string): boolean {
  return text.startsWith(name, from) && !isNamePart(text.charCodeAt(from + name.length));
}

/** 1 for a tag that begins an element, 0 for one of an empty element. */
function opens(text: string, from: number): 0 | 1 {
  const end = text.indexOf(">", from);
  return end > 0 && text.charCodeAt(end - 1) === Code.slash ? 0 : 1;
}

function skipComment(text: string, start: number): number {
  const end = text.indexOf("-->", start);
  return end < 0 ? start : end;
}
