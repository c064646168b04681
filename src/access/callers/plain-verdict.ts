import { asksAsMuch } from "../demands.ts";
import type { Check } from "../report.ts";
import type { Trilean } from "../trilean.ts";
import { type Caller, tokenAt } from "./caller.ts";
import type { CheckVerdict } from "./verdict.ts";

/** What a `validate-client-certificate` makes of a caller. */
export function judgeCertificate({ asks }: Check, { certificate }: Caller): CheckVerdict {
  if (!certificate) return { kind: "fails" };
  return certain(asksAsMuch(certificate, asks), "what the caller's certificate has is not known");
}

/** What an `ip-filter` that allows some addresses makes of a caller. */
export function judgeAddress({ asks }: Check, { address }: Caller): CheckVerdict {
  if (address === undefined) return { kind: "unknown", why: "the caller's address is not known" };
  if (address === "elsewhere") return { kind: "fails" };
  return certain(asksAsMuch(address, asks), "which of the addresses the caller has is not known");
}

/** Who meets all that is asked for passes; who may not, nobody knows. */
function certain(isMet: Trilean, why: string): CheckVerdict {
  return isMet ? { kind: "passes" } : { kind: "unknown", why };
}

/** What a `check-header` for `name` makes of a caller; `values` are those that it takes, `undefined` where they are not known. */
export function judgeHeader(
  name: string | undefined,
  values: readonly string[] | undefined,
  caller: Caller,
): CheckVerdict {
  const told = name === undefined ? undefined : caller.headers?.[name];
  if (told === true) return { kind: "passes" };
  if (name !== undefined && tokenAt(caller, `header ${name}`)) {
    if (values?.length === 0) return { kind: "passes" };
    return { kind: "unknown", why: "what the text of the caller's token is is not known" };
  }
  const isSent = told !== undefined || !caller.sendsNothingElse;
  if (name === undefined || (told === undefined && isSent)) {
    return { kind: "unknown", why: "whether the caller sends the header is not known" };
  }
  if (typeof told !== "string") return { kind: "fails" };
  if (values?.length === 0 || values?.includes(told)) return { kind: "passes" };
  return values ? { kind: "fails" } : { kind: "unknown", why: "which values it takes is not known" };
}
