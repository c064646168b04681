import { register } from "node:module";

// From here on, `import … from "vscode"` gives the stand-in, so that the shell can be tried without an editor.
register(new URL("./resolve-vscode.mjs", import.meta.url));
