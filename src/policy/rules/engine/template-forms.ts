/** What deployment tools replace before the document is one: nothing that joins it can be proved. */
const form =
  /\$\{|%\{|\{\{(?![\w.-]+\}\})|\{%|<%|#\{|__[A-Za-z]\w*__|@@[\w.-]+@@|\[\[|~[A-Za-z][\w.-]*~|\$\(|\$[A-Za-z][\w.-]*\$|%[A-Za-z][\w.-]*%|#[A-Za-z][\w.-]*#|\[(?:parameters|variables|concat)\(|%\}/;

/** Whether a form of a deployment tool is in `text`; a named value is none. */
export function holdsTemplate(text: string): boolean {
  return form.test(text);
}
