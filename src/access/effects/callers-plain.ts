import { childElements, type EffectiveElement, elementValue } from "../../policy/index.ts";
import type { Caller } from "../callers/caller.ts";
import { judgeAddress, judgeCertificate, judgeHeader } from "../callers/plain-verdict.ts";
import type { CheckVerdict } from "../callers/verdict.ts";
import type { PlainCheck } from "../plain-checks.ts";
import type { State } from "../state.ts";
import { refusalStatus } from "../token-demands.ts";
import type { Walk } from "../walk.ts";
import { attributeText, flagOf, notKnown, textOrUnknown } from "../written.ts";
import { placeOf } from "./places.ts";

/** A check of something else than a token, met by a certain caller; `read` is `undefined` for an `ip-filter` that forbids. */
export function withCaller(
  read: PlainCheck | undefined,
  element: EffectiveElement,
  caller: Caller,
  state: State,
  walk: Walk,
): readonly State[] {
  const verdict = verdictOn(read, element, caller, state);
  const by = element.origin.placeOf(element.element.span.start);
  const refusal = { status: statusOf(element), by, isError: true };
  switch (verdict.kind) {
    case "passes":
      return [state];
    case "fails":
      return walk.end("refused", state, refusal);
    case "unknown": {
      const at = `${element.name} in ${placeOf(element)}`;
      // whoever fails a later check for certain may have been refused here, with another status
      walk.ends.note("refused", state, refusal);
      return [walk.guarded(state, `Whether ${at} takes this caller is not known: ${verdict.why}`)];
    }
  }
}

function verdictOn(
  read: PlainCheck | undefined,
  element: EffectiveElement,
  caller: Caller,
  { sent }: State,
): CheckVerdict {
  if (element.element.broken) return { kind: "unknown", why: "its attributes cannot be read" };
  if (read?.effect === "lets pass") return { kind: "passes" };
  if (element.name === "ip-filter") return addressVerdict(read, caller);
  if (element.name === "check-header") return headerVerdict(element, caller, sent);
  const verdict = read ? judgeCertificate(read.check, caller) : { kind: "passes" as const };
  const isCertain = read?.effect === "rejects" || caller.certificate === undefined;
  return isCertain ? verdict : { kind: "unknown", why: read?.why ?? "it cannot be read" };
}

function addressVerdict(read: PlainCheck | undefined, caller: Caller): CheckVerdict {
  if (read?.effect === "rejects") return judgeAddress(read.check, caller);
  if (!read && caller.address === "elsewhere") return { kind: "passes" };
  return { kind: "unknown", why: read?.why ?? "which of the addresses the caller has is not known" };
}

function headerVerdict(
  { element, origin }: EffectiveElement,
  caller: Caller,
  sent: State["sent"],
): CheckVerdict {
  const name = attributeText(element, "name")?.toLowerCase();
  if (name === undefined || name === notKnown) return judgeHeader(undefined, undefined, caller);
  if (sent.has(`header ${name}`) || sent.has("*")) {
    return { kind: "unknown", why: "a policy before it sets the header" };
  }
  const values = childElements(element, "value").map((child) =>
    textOrUnknown(elementValue(child, origin.text)),
  );
  const isPlain = !values.includes(notKnown) && flagOf(element, "ignore-case", false) === false;
  return judgeHeader(name, values.length === 0 || isPlain ? values : undefined, caller);
}

/** What the service answers with is told where it is documented; of certificates it is not. */
function statusOf({ name, element }: EffectiveElement): number | undefined {
  if (name === "ip-filter") return 403;
  return name === "check-header" ? refusalStatus(element, "failed-check-httpcode", undefined) : undefined;
}
