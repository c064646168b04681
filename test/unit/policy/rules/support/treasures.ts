/** What belongs to somebody, by a text that is found nowhere else: no fix may touch it. */
export interface Treasure {
  readonly kind: "comment" | "expression" | "string" | "form";
  readonly text: string;
}

/** A word that stands in one treasure alone. */
const word = (id: number): string => `q${id}q`;

export const treasure = {
  comment: (id: number): Treasure => ({ kind: "comment", text: `<!-- ${word(id)}: a, b & "c" <d> -->` }),
  expression: (id: number): Treasure => ({
    kind: "expression",
    text: `@(context.Variables.ContainsKey("${word(id)}") ? "a, b;c & d=e" : "True  .x" + 'f')`,
  }),
  /** The code of an expression whose sign was lost; the strings in it are somebody's. */
  code: (id: number, form: number): Treasure => ({
    kind: "string",
    text: [
      `f("${word(id)}=","a & b","c<d","e=f")`,
      `f("${word(id)}=")`,
      `(string)f("${word(id)}") && a & b`,
      `@(f("<base /><base />${word(id)}<cors allow-credentials='True' /><origin>https://a.example/</origin>"))`,
      `f("${word(id)}<set-header name='a:' exists-action='Override' />")`,
    ][form % 5] as string,
  }),
  /** Something that a near copy says and its twin does not. */
  own: (id: number): Treasure => ({ kind: "string", text: `="${word(id)}"` }),
};

/** How a tool marks what it fills in. */
export interface TemplateKind {
  readonly value: Treasure;
  /** The forms before, between and behind two alternatives, where the tool has such. */
  readonly branch: readonly [Treasure, Treasure, Treasure] | undefined;
}

/** Every kind of form, each with a word of its own. */
export function templateKinds(id: number): TemplateKind[] {
  const name = word(id);
  const form = (text: string): Treasure => ({ kind: "form", text });
  const branch = (open: string, other: string, close: string) =>
    [form(open), form(other), form(close)] as const;
  const alone = [
    `#{${name}}#`,
    `#${name}#`,
    `__${name}__`,
    `@@${name}@@`,
    `[[${name}]]`,
    `~${name}~`,
    `$(${name})`,
    `$${name}$`,
    `%${name}%`,
    `[parameters('${name}')]`,
    `{{ .Values.${name} }}`,
    `<%= ${name} %>`,
    `\${join(",", ${name})}`,
  ].map((text) => ({ value: form(text), branch: undefined }));
  return [
    ...alone,
    {
      value: form(`\${${name}}`),
      branch: branch(`%{ if ${name} ~}`, `%{ else ~${name}}`, `%{ endif ~ ${name}}`),
    },
    {
      value: form(`{{ ${name} | lower }}`),
      branch: branch(`{% if ${name} %}`, `{% elif ${name} > 1 %}`, `{% endif %}{# ${name} #}`),
    },
    {
      value: form(`\${${name}.id}`),
      branch: branch(`%{ for a in ${name} ~}`, `\n%{~ if ${name} > 1 }`, `%{ endif }%{ endfor ~}\${${name}}`),
    },
    {
      value: form(`{{ ${name} "a" }}`),
      branch: branch(`{{- if .${name} }}`, `{{ else if .${name}.b }}`, `{{ end }}{{/* ${name} */}}`),
    },
  ];
}
