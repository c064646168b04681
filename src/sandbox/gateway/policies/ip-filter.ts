import { BlockList, isIP } from "node:net";
import { PassedOver } from "../../../policy/index.ts";
import { next } from "../call.ts";
import { refusal } from "../messages.ts";
import type { Statement } from "../statement.ts";
import type { Policy } from "./policy.ts";

/** Lets only the listed addresses pass, or all but them. */
export const ipFilter: Policy = (statement, call) => {
  const action = statement.attribute("action") ?? "allow";
  if (action !== "allow" && action !== "forbid") throw new PassedOver(`The action “${action}” is not known.`);
  const listed = readAddresses(statement).check(call.request.ip, family(call.request.ip));
  if (listed === (action === "allow")) return next;
  const message = `Caller IP address ${call.request.ip} is not allowed. Access denied.`;
  const reason = action === "allow" ? "CallerIpNotAllowed" : "CallerIpBlocked";
  return { kind: "error", error: { source: "ip-filter", reason, message }, response: refusal(403, message) };
};

function readAddresses(statement: Statement): BlockList {
  const list = new BlockList();
  for (const address of statement.children("address")) {
    const value = address.content();
    list.addAddress(value, family(value));
  }
  for (const range of statement.children("address-range")) {
    const from = range.needed("from");
    const to = range.needed("to");
    if (family(from) !== family(to)) throw new PassedOver("The range mixes two kinds of addresses.");
    list.addRange(from, to, family(from));
  }
  return list;
}

function family(address: string): "ipv4" | "ipv6" {
  const version = isIP(address);
  if (version === 0) throw new PassedOver(`“${address}” is not an IP address.`);
  return version === 4 ? "ipv4" : "ipv6";
}
