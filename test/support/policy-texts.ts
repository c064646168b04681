import fc from "fast-check";

/** How a generated document is written down. */
export interface Style {
  readonly eol: "\n" | "\r\n";
  readonly unit: string;
}

const styles: readonly Style[] = [
  { eol: "\n", unit: "  " },
  { eol: "\n", unit: "    " },
  { eol: "\r\n", unit: "\t" },
  { eol: "\r\n", unit: "    " },
  { eol: "\n", unit: "" },
];

export const anyStyle: fc.Arbitrary<Style> = fc.constantFrom(...styles);

/** C# as people write it into policies, awkward on purpose. */
const codes = fc.constantFrom(
  'context.Request.Method == "POST" && !((Jwt)context.Variables["jwt"]).Claims["group"].Contains("x")',
  'context.Request.Body.As<JObject>(preserveContent: true)["a"]?.ToString() ?? "<none/>"',
  '$"Bearer {context.Variables.GetValueOrDefault<string>("token", "")}"',
  '@"C:\\temp\\" + @$"{1}""two"""',
  "context.Api.Id.Split(')', '\\'')[0]",
  "context.Variables.ContainsKey(&quot;it's&quot;) &amp;&amp; 1 &lt; 2",
  "a < b && c > d",
  '"{{named-value}}"',
);

const block = fc.constantFrom(
  ' return "x"; ',
  '\n  // don\'t worry ) }\n  var a = new Dictionary<string, int> {{"k", 1}};\n  return a["k"];\n',
  '\n  /* " */ foreach (var x in xs) { if (x < 1) { return x.ToString(); } }\n  return null;\n',
);

/** An expression in either form. */
export const anyExpression = fc.oneof(
  codes.map((code) => `@(${code})`),
  block.map((code) => `@{${code}}`),
);

const word = fc.constantFrom(
  "Authorization",
  "X-Trace",
  "401",
  "true",
  "{{limit}}",
  "a&amp;b",
  "",
  "https://e.com/x?y",
);
const attributeName = fc.constantFrom("name", "id", "condition", "header-name", "url", "exists-action");
const attributes = fc
  .uniqueArray(fc.tuple(attributeName, fc.oneof({ weight: 3, arbitrary: word }, anyExpression)), {
    maxLength: 3,
    selector: ([name]) => name,
  })
  .map((pairs) => pairs.map(([name, value]) => ` ${name}="${value}"`).join(""));

/** A tree of elements; text and elements do not mix but under set-body. */
interface Branch {
  readonly name: string;
  readonly attributes: string;
  readonly content: readonly (Branch | string)[];
  readonly comment: boolean;
}

const leaves = fc.constantFrom("value", "audience", "issuer", "message", "set-method");
const leaf: fc.Arbitrary<Branch> = fc.record({
  name: leaves,
  attributes,
  content: fc.oneof(word, anyExpression, fc.constant("<![CDATA[ <raw> && ]]>")).map((text) => [text]),
  comment: fc.boolean(),
});
const empty: fc.Arbitrary<Branch> = fc.record({
  name: fc.constantFrom("base", "cors", "rate-limit", "include-fragment"),
  attributes,
  content: fc.constant([]),
  comment: fc.boolean(),
});

const { branch } = fc.letrec<{ branch: Branch; node: Branch }>((tie) => ({
  node: fc.oneof({ maxDepth: 4, withCrossShrink: true }, empty, leaf, tie("branch")),
  branch: fc.record({
    name: fc.constantFrom(
      "choose",
      "when",
      "validate-jwt",
      "set-header",
      "send-request",
      "set-body",
      "retry",
    ),
    attributes,
    content: fc.array(tie("node"), { maxLength: 4 }),
    comment: fc.boolean(),
  }),
}));

const section = (name: string): fc.Arbitrary<Branch> =>
  fc.record({
    name: fc.constant(name),
    attributes: fc.constant(""),
    content: fc.array(fc.oneof(empty, branch), { maxLength: 4 }),
    comment: fc.boolean(),
  });

const sections = fc
  .tuple(section("inbound"), section("backend"), section("outbound"), section("on-error"))
  .chain((all) => fc.subarray(all));

/** A well-formed policy document, tidy and in one style. */
export const anyPolicy: fc.Arbitrary<string> = fc
  .tuple(sections, anyStyle)
  .map(([content, style]) =>
    write({ name: "policies", attributes: "", content, comment: false }, style, "").trimStart(),
  );

function write(node: Branch, style: Style, indentation: string): string {
  const { eol, unit } = style;
  const comment = node.comment ? `${eol}${indentation}<!-- <${node.name}> was @( "here -->` : "";
  const head = `${comment}${eol}${indentation}<${node.name}${node.attributes.replaceAll("\n", eol)}`;
  if (node.content.length === 0) return `${head} />`;
  const inner = node.content
    .map((each) =>
      typeof each === "string" ? each.replaceAll("\n", eol) : write(each, style, indentation + unit),
    )
    .join("");
  const end = node.content.some((each) => typeof each === "string") ? "" : eol + indentation;
  return `${head}>${inner}${end}</${node.name}>`;
}

const scraps = fc.oneof(
  fc.constantFrom(
    "<",
    "</",
    ">",
    "/>",
    '"',
    "'",
    "=",
    "&",
    "@(",
    "@{",
    ")",
    "}",
    "{{",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "<vali",
    "</inbound>",
    "<value>",
    ' x="',
    '$"{',
    '@"',
    "//",
    "/*",
    "\r\n",
    "\n",
    "\t",
    "\u0000",
    "\uD83D",
    "é",
  ),
  fc.string({ maxLength: 6 }),
);

/** One blow to a text: cut a piece out, put a scrap in, double a piece, or swap two halves. */
const blow = fc.record({
  kind: fc.constantFrom("cut", "insert", "double", "truncate", "splice"),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat({ max: 40 }),
  scrap: scraps,
});

/** A real-looking policy that was cut, spliced and scribbled over. */
export const anyDamagedPolicy: fc.Arbitrary<string> = fc
  .tuple(anyPolicy, anyPolicy, fc.array(blow, { minLength: 1, maxLength: 6 }))
  .map(([policy, other, blows]) => {
    let text = policy;
    for (const { kind, from, length, scrap } of blows) {
      const start = Math.floor(from * text.length);
      const end = Math.min(text.length, start + length);
      const [head, piece, tail] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
      if (kind === "cut") text = head + tail;
      else if (kind === "insert") text = head + scrap + piece + tail;
      else if (kind === "double") text = head + piece + scrap + piece + tail;
      else if (kind === "truncate") text = from < 0.5 ? head + scrap + piece + tail : head + scrap;
      else
        text =
          head + other.slice(Math.floor(from * other.length), Math.floor(from * other.length) + 80) + tail;
    }
    return text;
  });

/** A policy whose white space between tags was shaken: other indentation, joined and empty lines. */
export const anyUntidyPolicy: fc.Arbitrary<string> = fc
  .tuple(
    anyPolicy,
    fc.array(fc.constantFrom("", " ", "\t", "KEEP", "KEEP", "EOL", "EOL EOL ", "EOL\t"), {
      minLength: 8,
      maxLength: 8,
    }),
  )
  .map(([policy, gaps]) => {
    const eol = policy.includes("\r\n") ? "\r\n" : "\n";
    let index = 0;
    // Only behind tags that begin a line: what stands in expressions and text is not white space between tags.
    return policy.replace(/(?<=(?:^|\n)[ \t]*<[\w/-]+(?: \/)?>)\r?\n[ \t]*(?=<)/g, (gap) => {
      index += 1;
      const choice = gaps[index % gaps.length] ?? "KEEP";
      return choice === "KEEP" ? gap : choice.replaceAll("EOL", eol);
    });
  });

/** How many random texts to try: FUZZ_RUNS, or `usual`. */
export function fuzzRuns(usual: number): number {
  const wanted = Number(process.env["FUZZ_RUNS"]);
  return Number.isInteger(wanted) && wanted > 0 ? wanted : usual;
}
