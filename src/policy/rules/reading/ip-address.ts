/** An IP address as a number, with the version it belongs to. */
interface IpAddress {
  readonly version: 4 | 6;
  readonly number: bigint;
}

/** Reads an IPv4 or IPv6 address; `undefined` when `text` is none. */
export function parseIp(text: string): IpAddress | undefined {
  if (!text.includes(":")) return parseV4(text);
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (!dotted) return parseV6(text);
  const last = parseV4(dotted[2] ?? "");
  if (!last) return undefined;
  const high = (last.number >> 16n).toString(16);
  const low = (last.number & 0xffffn).toString(16);
  return parseV6(`${dotted[1]}${high}:${low}`);
}

function parseV4(text: string): IpAddress | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256))
    return undefined;
  return { version: 4, number: parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
}

function parseV6(text: string): IpAddress | undefined {
  const [head = "", tail, more] = text.split("::");
  if (more !== undefined) return undefined;
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = 8 - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  if (!groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return { version: 6, number: groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n) };
}

/** Writes a number as an IPv4 address. */
function formatV4(number: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => ((number >> shift) & 255n).toString()).join(".");
}

/** The first and the last address of an IPv4 network, `10.0.0.0/8`, whichever of its addresses names it; `undefined` for anything else. */
export function rangeOfNetwork(text: string): [string, string] | undefined {
  const [address = "", bits = ""] = text.split("/");
  const ip = parseIp(address);
  const length = Number(bits);
  if (ip?.version !== 4 || !/^\d{1,2}$/.test(bits) || length > 32) return undefined;
  const size = 1n << BigInt(32 - length);
  const first = (ip.number / size) * size;
  return [formatV4(first), formatV4(first + size - 1n)];
}

/** The ends of `10.0.0.1-10.0.0.9`; `undefined` for anything else. */
export function rangeWithHyphen(text: string): [string, string] | undefined {
  const [from = "", to = "", more] = text.split("-").map((end) => end.trim());
  const [first, last] = [parseIp(from), parseIp(to)];
  const fits = first && first.version === last?.version && first.number <= last.number;
  return more === undefined && fits ? [from, to] : undefined;
}
