import assert from "node:assert/strict";
import * as fs from "node:fs";
import fc from "fast-check";
import { redact } from "../../../src/core/redaction.ts";
import { carriers } from "../../support/secret-carriers.ts";

const cuttable = carriers.filter(({ isToldByItsEnd }) => !isToldByItsEnd);
const runs = Number(process.env["REDACTION_RUNS"] ?? 30);
const seed = 70_407;

const alphabets = {
  base64url: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
  hex: "0123456789abcdef",
};
const secretOf = (alphabet: string) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: 24, maxLength: 64 })
    .map((letters) => `A7${letters.join("")}`);
const secret = fc.oneof(secretOf(alphabets.base64url), secretOf(alphabets.hex));

/** What stands around a secret in notifications, logs and answers. */
const ordinary = fc.constantFrom(
  "",
  " ",
  "\n",
  "Could not read the policy of API orders: the answer was: ",
  "POST https://management.azure.com/subscriptions/0/x answered 200 in 34 ms ",
  '{"id":"orders","properties":',
  "see https://example.com/docs#x, (and) “more” ",
  "it's ",
  'say "no" ',
);

/** As little of a secret as tells nobody anything. */
const harmless = 5;

function leakOf(text: string, secretText: string): string | undefined {
  for (let start = 0; start + harmless < secretText.length; start++) {
    const part = secretText.slice(start, start + harmless + 1);
    if (text.includes(part)) return part;
  }
  return undefined;
}

suite("redaction, whatever carries the secret", () => {
  test("a secret in any carrier, anywhere in a text, never comes out", () => {
    for (const { name, around } of carriers) {
      fc.assert(
        fc.property(ordinary, secret, ordinary, (before, value, after) => {
          const text = before + around(value) + after;
          assert.equal(leakOf(redact(text), value), undefined, `${name}: ${text}\n→ ${redact(text)}`);
        }),
        { seed: seed, numRuns: runs },
      );
    }
  });

  test("nor when the text is cut off, at any place", () => {
    for (const { name, around } of cuttable) {
      fc.assert(
        fc.property(ordinary, secret, fc.nat(), (before, value, place) => {
          const whole = before + around(value);
          const text = whole.slice(0, place % (whole.length + 1));
          assert.equal(leakOf(redact(text), value), undefined, `${name}: ${text}\n→ ${redact(text)}`);
        }),
        { seed: seed, numRuns: runs },
      );
    }
  });

  test("nor when two carriers stand side by side, the first cut off", () => {
    const second = fc.constantFrom(...carriers);
    fc.assert(
      fc.property(
        fc.constantFrom(...cuttable),
        second,
        secret,
        secret,
        fc.nat(),
        (first, second, one, other, place) => {
          const begun = first.around(one);
          const text = `${begun.slice(0, place % (begun.length + 1))}\n${second.around(other)}`;
          const shown = redact(text);
          assert.equal(leakOf(shown, one) ?? leakOf(shown, other), undefined, `${text}\n→ ${shown}`);
        },
      ),
      { seed: seed, numRuns: runs * 20 },
    );
  });

  test("a second pass changes nothing", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...carriers),
        ordinary,
        secret,
        ordinary,
        (carrier, before, value, after) => {
          const once = redact(before + carrier.around(value) + after);
          assert.equal(redact(once), once);
        },
      ),
      { seed: seed, numRuns: runs * 20 },
    );
  });
});

/** The lines of our pages and the messages of our shell: what redaction meets all day. */
function ordinaryTexts(): string[] {
  const pagesIn = (folder: string) =>
    fs.readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`);
  const pages = ["README.md", "CONTRIBUTING.md", ...pagesIn("docs"), ...pagesIn("media")].filter((page) =>
    page.endsWith(".md"),
  );
  const lines = pages.flatMap((page) => fs.readFileSync(page, "utf8").split("\n"));
  const messages: Record<string, string> = JSON.parse(fs.readFileSync("l10n/bundle.l10n.json", "utf8"));
  return [...lines, ...Object.keys(messages)];
}

suite("redaction of what holds no secret", () => {
  test("changes no line of our own pages and messages but the examples of secrets", () => {
    const texts = ordinaryTexts();
    assert.ok(texts.length > 4000, `${texts.length} texts`);
    const examples = /password="correct horse"|token-value="Bearer eyJ/;
    const mangled = texts.filter((text) => redact(text) !== text && !examples.test(text));
    assert.deepEqual(mangled, []);
  });

  test("leaves sentences about secrets, references and switches as they are", () => {
    const texts = [
      "Could not read the client secret: Azure has a problem (HTTP 500).",
      "contoso refused the authorization: the server said no.",
      "Basic Orders",
      "The instance is of the Basic tier; Bearer tokens are checked.",
      '<authentication-basic username="shop" password="{{shop-password}}" />',
      'password="@((string)context.Variables["p"])"',
      '{"secret":true,"password":null,"token_type":"Bearer","token_endpoint":"https://x/oauth/token"}',
      "grant_types: password, refresh_token",
      "https://127.0.0.1:36297/orders answered at 12:30",
      "ask mailto:me@example.com or git@github.com:org/repo",
      "code: ENOENT, state=done",
    ];
    for (const text of texts) assert.equal(redact(text), text);
  });

  test("takes no longer for texts made to be slow", () => {
    const parts = [
      "a",
      "a.",
      '"',
      "\\",
      '\\"',
      "secret",
      'secret="',
      "key=",
      "<a",
      "://",
      "a:b",
      "%25",
      "-----BEGIN ",
      "basic ",
    ];
    for (const part of parts) redact(part.repeat(200_000 / part.length));
  });
});
