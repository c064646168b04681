import { examplesOf, inbound, jwtOf } from "../../../support/policy-findings.ts";

const { finds, isSilent, fixes, offersNothing } = examplesOf("cors-header");

const at = (...headers: string[]) =>
  inbound(
    `<cors><allowed-headers>${headers.map((header) => `<header>${header}</header>`).join("")}</allowed-headers></cors>`,
  );

suite("cors-header", () => {
  finds(
    "several in one",
    at("«Content-Type, Authorization»"),
    "<header> holds one name: write one for each.",
  );
  finds("a name and its value", at("«Accept: text/html»"), 'No header can be called "Accept: text/html".');
  finds(
    "among those that pages may see",
    inbound("<cors><expose-headers><header>«X-A X-B»</header></expose-headers></cors>"),
    /one for each/,
  );
  finds("each wrong one", at("«a:»", "b", "«c,d»"), [/"a:"/, /one for each/]);
  isSilent("names, a star", at("Content-Type", "x-zumo-version", "*"));
  isSilent("space around it", at("\r\n  Accept\r\n"));
  isSilent("filled in later, or empty", at("{{header}}", '@("a b")', "", "${A B}"));
  isSilent("in a comment", at("<!-- a, b -->Accept"));
  isSilent(
    "headers of other policies",
    inbound('<validate-headers><header name="a" action="ignore" /></validate-headers>') +
      jwtOf("<header>a, b</header>"),
  );
  fixes(
    "each gets an element, on a line of its own",
    at("x").replace("<header>x", "\n  <header>Accept, Content-Type"),
    at("x").replace("<header>x</header>", "\n  <header>Accept</header>\n  <header>Content-Type</header>"),
    "Make each a <header> of its own",
  );
  offersNothing("which name is meant", at("Accept: text/html"));
});
