import { examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offers, offersNothing } = examplesOf("ip-filter-address");

const at = (...addresses: string[]) =>
  inbound(
    `<ip-filter action="allow">${addresses.map((text) => `<address>${text}</address>`).join("")}</ip-filter>`,
  );
const range = (from: string, to: string) =>
  inbound(`<ip-filter action="allow"><address-range from="${from}" to="${to}" /></ip-filter>`);

suite("ip-filter-address", () => {
  finds("a name", at("«localhost»"), '"localhost" is not an IP address.');
  finds(
    "a number too large, too few, too many, none",
    at("«10.0.0.256»", "«10.0.0»", "«10.0.0.0.1»", "«10..0.1»"),
    /is not an IP address\.$/,
  );
  finds(
    "a network",
    at("«10.0.0.0/24»"),
    '"10.0.0.0/24" is not an IP address. A network is written as <address-range>.',
  );
  finds(
    "a group of IPv6 too many, two gaps, a letter",
    at("«1:2:3:4:5:6:7:8:9»", "«1::2::3»", "«fe80::g»"),
    /not an IP/,
  );
  finds("two in one", at("«10.0.0.1, ::1»"), "<address> holds one address: write one for each.");
  finds(
    "a range",
    at("«10.0.0.1-10.0.0.9»"),
    '"10.0.0.1-10.0.0.9" is not an IP address. A range is written as <address-range>.',
  );
  finds(
    "no range",
    at("«10.0.0.9-10.0.0.1»", "«10.0.0.1-::1»", "«10.0.0.1-9»", "«1-2-3»"),
    /is not an IP address\.$/,
  );
  finds("a port", at("«10.0.0.1:80»"), /not an IP/);
  fixes(
    "two in one become two",
    at("10.0.0.1;10.0.0.2"),
    at("10.0.0.1", "10.0.0.2"),
    "Make each an <address> of its own",
  );
  fixes(
    "a range with a hyphen",
    at("10.0.0.1 - 10.0.0.9"),
    inbound('<ip-filter action="allow"><address-range from="10.0.0.1" to="10.0.0.9" /></ip-filter>'),
    "Make it a range",
  );
  isSilent("the least and greatest address", at("0.0.0.0", "255.255.255.255"));
  isSilent(
    "IPv6, short and long, with dotted end",
    at("::", "::1", "2001:DB8::8:800:200C:417A", "1:2:3:4:5:6:7:8", "::ffff:10.0.0.1"),
  );
  isSilent(
    "filled in later, or empty",
    at("{{office}}", "@(context.Request.IpAddress)", "") +
      range("{{first}}", "10.0.0.1") +
      range("10.0.0.9", "@("),
  );
  isSilent("a range of one, a range of two", range("10.0.0.1", "10.0.0.1") + range("10.0.0.255", "10.0.1.0"));
  finds(
    "a range that ends before it begins, by number and not by text",
    range("10.0.0.10", "«10.0.0.9»"),
    "The range ends before it begins.",
  );
  finds("of IPv6", range("::2", "«::1»"), /ends before/);
  finds(
    "ends of different kinds",
    range("10.0.0.1", "«::1»"),
    "Both ends of a range must be IPv4, or both IPv6.",
  );
  finds("ends that are none", range("«a»", "«b»"), [
    '"a" is not an IP address.',
    '"b" is not an IP address.',
  ]);
  isSilent(
    "a range without end, of which another rule speaks",
    inbound('<ip-filter action="allow"><address-range from="10.0.0.9" /></ip-filter>'),
  );
  isSilent("addresses of other elements", inbound("<x><address>a</address></x>"));
  fixes(
    "a network becomes a range from its first to its last",
    at("10.1.2.0/23"),
    inbound('<ip-filter action="allow"><address-range from="10.1.2.0" to="10.1.3.255" /></ip-filter>'),
    "Make it a range",
  );
  offers(
    "one that is named by another of its addresses, for a look",
    at("10.0.0.1/0"),
    inbound('<ip-filter action="allow"><address-range from="0.0.0.0" to="255.255.255.255" /></ip-filter>'),
    "Make it a range",
  );
  fixes(
    "of one address",
    at("10.0.0.1/32"),
    inbound('<ip-filter action="allow"><address-range from="10.0.0.1" to="10.0.0.1" /></ip-filter>'),
    "Make it a range",
  );
  offersNothing("beyond 32 bits", at("10.0.0.1/33"));
  offersNothing("for a network of IPv6", at("2001:db8::/32"));
  offers(
    "the ends change places, for a look",
    range(" 10.0.0.9", "10.0.0.1 "),
    range(" 10.0.0.1", "10.0.0.9 "),
    "Swap the ends",
  );
  isSilent("an address within another policy", jwtOf("<address>a</address>"));
});
