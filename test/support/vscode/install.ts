import { register } from "node:module";
import { teardown } from "mocha";
import { commands } from "./host.ts";
import { window } from "./window.ts";

// From here on, `import … from "vscode"` gives the stand-in, so that the shell can be tried without an editor.
register(new URL("./resolve-vscode.mjs", import.meta.url));

// There is one stand-in for all tests: what one of them has put there would act in the next.
teardown(() => {
  commands.registered.clear();
  window.onPanel = () => {};
});
