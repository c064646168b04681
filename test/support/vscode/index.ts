/** As much of VS Code's API as the shell needs to be tried without an editor, and a {@link person} who uses it. */

export { EditorDocument } from "./editor-document.ts";
export { commands, env, l10n, languages, workspace } from "./host.ts";
export { person } from "./person.ts";
export * from "./values.ts";
export { authentication, window } from "./window.ts";
