const standIn = new URL("./index.ts", import.meta.url).href;

export function resolve(specifier, context, next) {
  return specifier === "vscode"
    ? { url: standIn, format: "module", shortCircuit: true }
    : next(specifier, context);
}
