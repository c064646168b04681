import assert from "node:assert/strict";
import { findTemplates, holdsTemplate, isLiteral, parsePolicy } from "../../../../src/policy/index.ts";
import { cpuTimeOf } from "../../../support/cpu-time.ts";

const written = (text: string) =>
  findTemplates(text).map(({ span: { start, end } }) => text.slice(start, end));
const roles = (text: string) => findTemplates(text).map(({ role }) => role ?? "value");

suite("forms that deployment tools fill in", () => {
  const values = [
    [
      "replace tokens",
      "#{name}#",
      "#name#",
      "__name__",
      "@@name@@",
      "[[name]]",
      "~name~",
      "$(name)",
      "$name$",
      "%name%",
    ],
    [
      "with dots, colons and blanks",
      "#{ Api.Url }#",
      "#Api.Url#",
      "__Api.Url__",
      "$(Build.BuildId)",
      "[[ a:b ]]",
    ],
    ["without the second hash", "#{name}"],
    ["Terraform", "${name}", "${var.a[0]}", '${join(",", var.b)}', '${x ? "}" : "{"}', "${ { a = 1 } }"],
    ["Terraform in strings", '${join(",", [for k in a : "<b>${k}</b>"])}', '${a > b ? "<base />" : ""}'],
    ["a text of several lines", '${x ? <<EOT\n<base />\nEOT\n : ""}'],
    ["pipelines and actions", "${{ parameters.x }}", "${{ if eq(a, b) }}"],
    ["Helm", "{{ .Values.x }}", '{{- include "a.b" . | indent 4 }}', '{{ tpl "x" $ }}', "{{{ name }}}"],
    ["Jinja", "{{ x | default('a') }}", "{{ a['b'] }}", '{% include "x" %}'],
    ["ERB", "<%= x %>", "<%= a > b ? '<' : '>' %>", "<%- raw %>"],
    ["ARM", "[parameters('x')]", "[concat('a', parameters('x'))]"],
  ];
  for (const [title, ...forms] of values) {
    test(`${title}: ${forms.join(" ")}`, () => {
      for (const form of forms) {
        const text = `<a b="x">see ${form} here</a>`;
        assert.deepEqual(written(text), [form]);
        assert.deepEqual(roles(text), ["value"]);
        assert.ok(!isLiteral(form), form);
        assert.ok(!isLiteral(`https://${form}/x`), form);
      }
    });
  }

  const directives: readonly (readonly [string, string])[] = [
    ["if", "%{ if a < b }"],
    ["if", '%{~ if x == "}" ~}'],
    ["for", "%{ for a in b ~}"],
    ["else", "%{ else }"],
    ["end", "%{~ endif ~}"],
    ["end", "%{ endfor }"],
    ["if", "{% if a < b and c > d %}"],
    ["if", "{%- unless x -%}"],
    ["for", "{% for x in y %}"],
    ["elif", "{% elif x %}"],
    ["elif", "{% elsif x %}"],
    ["else", "{%- else -%}"],
    ["end", "{% endif %}"],
    ["alone", "{% set a = 1 %}"],
    ["alone", "{# a note #}"],
    ["if", '{{- if eq .Values.a "b" }}'],
    ["for", "{{ range .Values.list }}"],
    ["elif", "{{ else if .x }}"],
    ["else", "{{- else }}"],
    ["end", "{{- end -}}"],
    ["alone", "{{/* a note */}}"],
    ["alone", "{{- $x := 1 }}"],
    ["if", "{{#if x}}"],
    ["for", "{{#each x}}"],
    ["end", "{{/if}}"],
    ["if", "<% if a < b %>"],
    ["if", "<%- if x -%>"],
    ["for", "<% list.each do |x| %>"],
    ["if", "<% if (x) { %>"],
    ["else", "<% } else { %>"],
    ["elif", "<% } else if (y) { %>"],
    ["end", "<% } %>"],
    ["elif", "<% elsif x %>"],
    ["else", "<% else %>"],
    ["end", "<% end %>"],
    ["alone", "<%# a note %>"],
    ["alone", "<% x = 1 %>"],
    ["alone", "<<XML"],
  ];
  for (const [role, form] of directives) {
    test(`${form} is "${role}"`, () => {
      const text = `<a>\n  ${form}\n  <b />\n</a>`;
      assert.deepEqual(written(text), [form]);
      assert.deepEqual(roles(text), [role]);
    });
  }

  test("a heredoc has a line that begins and one that ends it", () => {
    assert.deepEqual(written("xml_content = <<-XML\n<policies />\n  XML\n"), ["<<-XML", "XML"]);
  });

  test("named values are API Management's own", () => {
    assert.deepEqual(written("<a b='{{name}}'>{{ other.name-1 }}</a>"), []);
    assert.ok(!isLiteral("{{name}}"));
    assert.ok(!holdsTemplate("{{name}} and {{other}}"));
    assert.ok(holdsTemplate("{{name}} and {{ .Values.other }}"));
  });

  test("Liquid in a template of set-body is API Management's own, and other forms in it are not", () => {
    const text =
      '<policies><set-body template="liquid">{% if a %}{{ b | upcase }}{% endif %}${c}</set-body><set-body>{{ .d }}</set-body></policies>';
    const found = parsePolicy(text).templates.map(({ span: { start, end } }) => text.slice(start, end));
    assert.deepEqual(found, ["${c}", "{{ .d }}"]);
  });
});

suite("text that looks like a form and is none", () => {
  const ordinary = [
    "https://host/a%20b%20c",
    "https://host/caf%C3%A9%C3%A9",
    "https://host/%E2%82%AC",
    "https://host/page#part",
    "https://host/?$filter=a&$top=1&$skip=2",
    "~/api/~",
    "100%",
    "5 % 3 % 2",
    "$5 and $6",
    "a_b__c",
    "user@@host",
    "&#xA0;&#xA0;",
    "[a-z]+",
    "[[:alpha:]]",
    "^(?:a|b)$",
    "^[^@]+@[^@]+$",
    "$.store.book[0]",
    '{"a":{"b":{"c":1}}}',
    "a < b",
    "x << 3",
  ];
  for (const text of ordinary) {
    test(text, () => {
      assert.deepEqual(written(text), []);
      assert.ok(isLiteral(text));
    });
  }

  const code = [
    '@($"{context.Api.Id} costs $ {x}")',
    "@{ var a = new[] {{1, 2}, {3, 4}}; return a; }",
    '@{{ return "1"; }}',
    '@(a % b % c == 0 ? "#" : "##")',
    '@(Regex.Replace(x, "^a$|^b$", "$1"))',
    "@(list.Where(x => x < 3 && x << 2 > 1))",
    '@("a" + @"b\\" + $"{c:N2}%")',
  ];
  for (const text of code) {
    test(text, () => assert.deepEqual(written(`<a>${text}</a>`), []));
  }

  test("what is cut off is no form, and a value that ends in it is no literal", () => {
    for (const text of ["${name", "#{name", "%{ if x", "{{ name", "{% if", "$(name"]) {
      assert.deepEqual(written(`<a b="${text}" /><c>x</c>`), [], text);
      assert.ok(!isLiteral(text), text);
    }
  });
});

test("finding forms takes time in line with the length of the text", () => {
  for (const piece of ["${", "%{ if ", "{{ ", "{% ", "<% ", '${"', "__a", "[[a", "#{a", "<<A\n", "$(a "]) {
    const took = (count: number) => {
      const text = piece.repeat(count);
      return cpuTimeOf(() => void findTemplates(text));
    };
    took(1000);
    const long = took(200_000);
    assert.ok(long < 1500, `${piece}: ${Math.round(long)} ms`);
  }
});
