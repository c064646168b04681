/** A form of a deployment tool that a value takes the place of. */
export interface ValueForm {
  readonly tool: string;
  readonly text: string;
}

/** One of every kind; none begins or ends an expression, and those with signs of markup come last. */
export const valueForms: readonly ValueForm[] = [
  { tool: "replace tokens", text: "#{name}#" },
  { tool: "replace tokens, hashes alone", text: "#name#" },
  { tool: "replace tokens, as in APIOps", text: "{#[name]#}" },
  { tool: "replace tokens, braces alone", text: "#{name}" },
  { tool: "tokenizer", text: "__name__" },
  { tool: "at signs", text: "@@name@@" },
  { tool: "brackets", text: "[[name]]" },
  { tool: "tildes", text: "~name~" },
  { tool: "pipeline variables", text: "$(name)" },
  { tool: "dollars", text: "$name$" },
  { tool: "percents", text: "%name%" },
  { tool: "Terraform, Bicep", text: "${name}" },
  { tool: "Terraform, nested", text: "${upper(local.names[0])}" },
  { tool: "pipeline templates", text: "${{ parameters.name }}" },
  { tool: "API Management", text: "{{name}}" },
  { tool: "Helm", text: "{{ .Values.name }}" },
  { tool: "Jinja", text: "{{ name | upper }}" },
  { tool: "ARM", text: "[parameters('name')]" },
  { tool: "Terraform with quotes", text: '${join(",", var.names)}' },
  { tool: "Helm with quotes", text: '{{ default "a" .Values.name }}' },
  { tool: "ERB", text: "<%= name %>" },
  { tool: "ERB with quotes", text: '<%= names["a"] > 1 ? "<a>" : "b" %>' },
];

/** Directives of one tool. */
export interface DirectiveForms {
  readonly tool: string;
  readonly ifA: string;
  readonly otherwise: string;
  readonly endIf: string;
  readonly forEach: string;
  readonly endFor: string;
}

/** Of every tool that has some. */
export const directiveForms: readonly DirectiveForms[] = [
  {
    tool: "Terraform",
    ifA: "%{ if a }",
    otherwise: "%{ else }",
    endIf: "%{ endif }",
    forEach: "%{ for x in a }",
    endFor: "%{ endfor }",
  },
  {
    tool: "Terraform with trims and signs",
    ifA: '%{~ if a < b && c == "d" ~}',
    otherwise: "%{~ else ~}",
    endIf: "%{~ endif ~}",
    forEach: "%{~ for x in a ~}",
    endFor: "%{~ endfor ~}",
  },
  {
    tool: "Jinja",
    ifA: "{% if a < b %}",
    otherwise: "{% else %}",
    endIf: "{% endif %}",
    forEach: "{% for x in a %}",
    endFor: "{% endfor %}",
  },
  {
    tool: "Helm",
    ifA: '{{- if eq .Values.a "b" }}',
    otherwise: "{{- else }}",
    endIf: "{{- end }}",
    forEach: "{{- range .Values.a }}",
    endFor: "{{- end }}",
  },
  {
    tool: "ERB",
    ifA: "<% if a < b %>",
    otherwise: "<% else %>",
    endIf: "<% end %>",
    forEach: "<% a.each do |x| %>",
    endFor: "<% end %>",
  },
  {
    tool: "EJS",
    ifA: "<% if (a > b) { %>",
    otherwise: "<% } else { %>",
    endIf: "<% } %>",
    forEach: "<% a.forEach(function (x) { %>",
    endFor: "<% }) %>",
  },
];
