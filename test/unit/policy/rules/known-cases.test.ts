import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { lint } from "../../../../src/policy/rules/index.ts";
import { live } from "./support/live.ts";

interface KnownCase {
  readonly id: string;
  readonly xml?: string;
  /** Must not be flagged. */
  readonly fp?: boolean;
  /** What a linter should say: `error: …`, `warning: …`, `hint: …` or `run time only: …`. */
  readonly expect?: string;
}

const ranks = ["hint", "info", "warning", "error"];

/** Rules that speak about what a snippet lacks around it. */
const aboutSnippets = {
  "document-root": "off",
  "child-required": "off",
  "attribute-required": "off",
} as const;

/** Runs over a list of documented bad policies, when there is one at hand. */
suite("documented cases", () => {
  const folder = process.env["CONTRACTS_DIR"] ?? "";
  const file = join(folder, "policy", "bad-cases.json");
  const cases: KnownCase[] = folder && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).cases : [];

  setup(function () {
    if (cases.length === 0) this.skip();
  });

  test("are found, as severe as they are or more; what is right is not", () => {
    for (const { id, xml, fp, expect } of cases) {
      if (!xml || expect?.startsWith("run time")) continue;
      const severities = xml.startsWith("<inbound") ? {} : aboutSnippets;
      const context = around(xml);
      const found = lint(parsePolicy(context), { severities, ...(fp ? {} : { live }) }).map(
        (finding) => finding.severity,
      );
      const worst = Math.max(-1, ...found.map((severity) => ranks.indexOf(severity)));
      const wanted = ranks.indexOf(expect?.split(/[ :]/)[0] ?? "");
      if (fp) assert.ok(worst < ranks.indexOf("warning"), `${id} is right, but something was found.`);
      else assert.ok(worst >= wanted, `${id}: nothing as severe as "${expect}" was found.`);
    }
  });
});

/** Parts of a policy in their policy. */
function around(xml: string): string {
  if (xml.startsWith("<issuers") || xml.startsWith("<claim") || xml.startsWith("<key")) {
    const inner = xml.startsWith("<claim")
      ? `<required-claims>${xml}</required-claims>`
      : xml.startsWith("<key")
        ? `<issuer-signing-keys>${xml}</issuer-signing-keys>`
        : xml;
    return `<validate-jwt header-name="Authorization" clock-skew="60">${inner}</validate-jwt>`;
  }
  return xml.startsWith("<when") ? `<choose>${xml}</when></choose>` : xml;
}
