import assert from "node:assert/strict";
import { applyEdits } from "../../../../src/core/edit.ts";
import { parsePolicy } from "../../../../src/policy/index.ts";
import { type LintOptions, lint, suppressionFor } from "../../../../src/policy/rules/index.ts";
import { lineOf } from "./support/cases.ts";

const linesOf = (text: string, options: LintOptions = {}) =>
  lint(parsePolicy(text), options).map(({ rule, span }) => `${lineOf(text, span.start)} ${rule}`);

const between = (...lines: string[]) => ["<fragment>", ...lines, "</fragment>"].join("\n");
const wrong = '<set-method colour="red">GET</set-method>';
const alsoWrong = "<set-metod>GET</set-metod>";

suite("comments that switch rules off", () => {
  test("for the next line, by name", () => {
    const text = between("<!-- auth0-apim-disable-next-line known-attribute -->", wrong, wrong);
    assert.deepEqual(linesOf(text), ["4 known-attribute"]);
  });

  test("for the next line, all of them", () => {
    const text = between("<!-- auth0-apim-disable-next-line -->", `${wrong}${alsoWrong}`);
    assert.deepEqual(linesOf(text), []);
  });

  test("from here to the end, by name; several names", () => {
    const text = between(
      wrong,
      "<!-- auth0-apim-disable known-attribute, known-policy -->",
      wrong,
      alsoWrong,
      '<set-method id="a" id="b">GET</set-method>',
    );
    assert.deepEqual(linesOf(text), ["2 known-attribute", "6 attribute-unique"]);
  });

  test("another rule's name does nothing", () => {
    assert.deepEqual(linesOf(between("<!-- auth0-apim-disable known-policy -->", wrong)), [
      "3 known-attribute",
    ]);
  });

  test("also with Windows line ends, and before the root", () => {
    const text = `<!-- auth0-apim-disable known-policy -->\r\n<fragment>\r\n${alsoWrong}\r\n</fragment>`;
    assert.deepEqual(linesOf(text), []);
  });
});

suite("a comment for a finding", () => {
  const suppressed = (text: string, rule: string) => {
    const document = parsePolicy(text);
    const finding = lint(document).find((found) => found.rule === rule);
    assert.ok(finding);
    return applyEdits(text, [suppressionFor(document, finding)]);
  };

  test("stands on the line before, with its indentation", () => {
    assert.equal(
      suppressed(between(`  ${wrong}`), "known-attribute"),
      between("  <!-- auth0-apim-disable-next-line known-attribute -->", `  ${wrong}`),
    );
  });

  test("stands before a start tag of several lines, and is heard on all of them", () => {
    const text = between("  <set-method", "    id='a'", "    colour='red'>GET</set-method>");
    const result = suppressed(text, "known-attribute");
    assert.equal(result.split("\n")[1], "  <!-- auth0-apim-disable-next-line known-attribute -->");
    assert.deepEqual(linesOf(result), []);
  });

  test("stands before an expression of several lines", () => {
    const text = between("<set-body>", "  @{", "  return context.Requst.Method;", "}</set-body>");
    const result = suppressed(text, "known-context-member");
    assert.equal(result.split("\n")[2], "  <!-- auth0-apim-disable-next-line known-context-member -->");
    assert.deepEqual(linesOf(result), []);
  });

  for (const [what, before] of Object.entries({
    "a start tag": '<set-header\n  name="A" exists-action="delete"></set-header>',
    "an expression of an attribute": '<set-variable name="a" value="@{\n  return 1;\n  }" />',
    "an expression": "<set-body>@{\n  return 1;\n  }</set-body>",
    "a comment": "<!-- a\n  b -->",
    CDATA: "<set-body><![CDATA[a\n  b]]></set-body>",
    "a text": "<set-body>a\n  b</set-body>",
    "an end tag": "<set-body>a</set-body\n  >",
  })) {
    test(`breaks the line where that begins within ${what}, and leaves it whole`, () => {
      const result = suppressed(between(`  ${before}${alsoWrong}`), "known-policy");
      const comment = "<!-- auth0-apim-disable-next-line known-policy -->";
      assert.equal(result, between(`  ${before}\n  ${comment}\n  ${alsoWrong}`));
      assert.deepEqual(linesOf(result), []);
    });
  }

  test("breaks the line in front of the element whose expression it is about", () => {
    const text = between(
      '<set-header name="A"',
      '  exists-action="append"><value>@(context.Requst.Body)</value></set-header>',
    );
    const result = suppressed(text, "known-context-member");
    assert.match(result, /append">\n {2}<!-- .* known-context-member -->\n {2}<value>@\(/);
    assert.deepEqual(linesOf(result), []);
  });

  test("keeps Windows line ends", () => {
    assert.match(
      suppressed(between(wrong).replaceAll("\n", "\r\n"), "known-attribute"),
      /-->\r\n<set-method/,
    );
  });
});

suite("severities", () => {
  const one = between(wrong);

  test("a rule that is off finds nothing", () => {
    assert.deepEqual(linesOf(one, { severities: { "known-attribute": "off" } }), []);
  });

  test("a severity of one's own is in the findings", () => {
    const [finding] = lint(parsePolicy(one), { severities: { "known-attribute": "hint" } });
    assert.equal(finding?.severity, "hint");
  });
});

suite("findings", () => {
  test("stand in the order of the text, whatever rule they are of", () => {
    const text = between(alsoWrong, wrong, '<set-header name="" />', alsoWrong);
    const starts = lint(parsePolicy(text)).map(({ span }) => span.start);
    assert.deepEqual(
      starts,
      [...starts].sort((a, b) => a - b),
    );
    assert.ok(starts.length >= 4);
  });

  test("of one place begin with the worst", () => {
    const found = lint(parsePolicy(between("<validate-jwt />"))).map(({ severity }) => severity);
    assert.deepEqual(found, ["error", "warning", "warning", "hint"]);
  });

  test("lie inside of the text, in a broken document too", () => {
    const text = '<policies><inbound><validate-jwt header-name="a" <audiences><audience></audiences';
    for (const { span } of lint(parsePolicy(text))) {
      assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
    }
  });
});
