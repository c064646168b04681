import { parseIp, rangeOfNetwork, rangeWithHyphen } from "../rules/reading/ip-address.ts";
import type { NewElement } from "./new-element.ts";

/**
 * What `ip-filter` lists for an address, two with a hyphen between them, or an IPv4 network such as `10.0.0.0/8`, named by its
 * first address: behind another one the number of bits may be the slip. `undefined` for anything else.
 */
export function callerAddress(text: string): NewElement | undefined {
  if (parseIp(text)) return { name: "address", text };
  const network = rangeOfNetwork(text);
  const ends = network && text.startsWith(`${network[0]}/`) ? network : rangeWithHyphen(text);
  return ends && { name: "address-range", attributes: { from: ends[0], to: ends[1] } };
}
