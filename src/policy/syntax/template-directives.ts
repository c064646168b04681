import type { Span } from "../../core/span.ts";

/** What a directive does with the text around it. */
export type DirectiveRole =
  /** Begins text that may be left out, or put another time. */
  | "if"
  /** Begins text that is put as often as a list has entries. */
  | "for"
  /** Begins the text that takes the place of what stands before it, on a condition of its own. */
  | "elif"
  /** Begins the text that stands when nothing before it does. */
  | "else"
  | "end"
  /** Stands for itself: a comment, an assignment. */
  | "alone";

/** The tools' languages; what one begins, only the same one ends. */
export type TemplateFamily = "terraform" | "jinja" | "go" | "erb" | "token" | "conflict";

/** What a form is, besides its place. */
interface FormKind {
  readonly family: TemplateFamily;
  /** `undefined` when a value takes its place. */
  readonly role: DirectiveRole | undefined;
}

/**
 * What a deployment tool puts text in the place of, before anybody else reads the document: nothing may be concluded
 * from it. `{{name}}` is none of these: API Management itself replaces named values.
 */
export interface TemplateForm extends FormKind {
  readonly span: Span;
}

/** One token of a replacing tool, or a value of one of the languages. */
const value = (family: TemplateFamily): FormKind => ({ family, role: undefined });

/** A token as the sample pipelines of APIOps mark it; a comment of Jinja would have a space. */
const bracedToken = /^\{#\[[ \t]*[\w.:-]{1,256}[ \t]*\]#\}$/;

/** What `form`, a whole form with its delimiters, is; `undefined` for a named value of API Management. */
export function kindOf(form: string): FormKind | undefined {
  if (form.startsWith("%{")) return terraform(inner(form, 2, 1));
  if (form.startsWith("{%")) return jinja(inner(form, 2, 2));
  if (bracedToken.test(form)) return value("token");
  if (form.startsWith("{#")) return { family: "jinja", role: "alone" };
  if (form.startsWith("{{")) return go(form);
  if (form.startsWith("<%")) return erb(form);
  if (form.startsWith("<<")) return { family: "token", role: "alone" };
  return value("token");
}

/** The code in a form, without the signs that trim white space. */
function inner(form: string, before: number, behind: number): string {
  return form.slice(before, -behind).replace(/^[-~+*]?\s*|\s*[-~+]?$/g, "");
}

type Roles = readonly (readonly [DirectiveRole, RegExp])[];

function roleIn(roles: Roles, code: string): DirectiveRole | undefined {
  return roles.find(([, form]) => form.test(code))?.[0];
}

const terraformRoles: Roles = [
  ["if", /^if\b/],
  ["for", /^for\b/],
  ["else", /^else\b/],
  ["end", /^end(if|for)\b/],
];

function terraform(code: string): FormKind {
  return { family: "terraform", role: roleIn(terraformRoles, code) };
}

const jinjaRoles: Roles = [
  ["for", /^(for|tablerow)\b/],
  ["elif", /^(elif|elsif|elseif|when)\b/],
  ["else", /^else\b/],
  ["end", /^end\w+/],
  // What a macro or a block holds may stand elsewhere, or not at all.
  [
    "if",
    /^(if|unless|case|ifchanged|block|macro|call|filter|with|raw|verbatim|autoescape|capture|comment|trans)\b/,
  ],
  ["alone", /^(?!include|import|from|extends|render|block)/],
];

function jinja(code: string): FormKind {
  return { family: "jinja", role: roleIn(jinjaRoles, code) };
}

const namedValue = /^\{\{[ \t]*[\w.-]{1,256}[ \t]*\}\}$/;

const goRoles: Roles = [
  ["if", /^(if|with|define|block)\s|^#(?!each\b)\w|^\^\w/],
  ["for", /^range\s|^#each\b/],
  ["elif", /^else\s+(if|with)\b/],
  ["else", /^(else$|\^$)/],
  ["end", /^(end$|\/\w)/],
  ["alone", /^(\/\*|!|\$\w+\s*:?=)/],
];

/** `{{name}}` is API Management's; `{{end}}` is so, too, unless something is open that it ends. */
function go(form: string): FormKind | undefined {
  const role = roleIn(goRoles, inner(form, 2, 2));
  if (role === undefined && namedValue.test(form) && !/^\{\{[ \t]*\./.test(form)) return undefined;
  return { family: "go", role };
}

const erbRoles: Roles = [
  ["else", /^else$|^\}\s*else\s*\{$/],
  ["elif", /^(elsif|when|in|rescue|ensure)\b|^\}.*\{$/],
  ["end", /^end\b|^\}/],
  ["for", /^(for|while|until)\b|\bdo(\s*\|[^|]*\|)?$|\.(forEach|each|map)\b.*\{$/],
  ["if", /^(if|unless|case|begin)\b|\{$/],
];

function erb(form: string): FormKind {
  const code = inner(form, 2, 2);
  if (/^<%[#%@!]/.test(form)) return { family: "erb", role: "alone" };
  const role = roleIn(erbRoles, code);
  if (form.startsWith("<%=") || (form.startsWith("<%-") && role === undefined)) return value("erb");
  return { family: "erb", role: role ?? "alone" };
}
