import * as fs from "node:fs";
import * as path from "node:path";

interface Output {
  readonly bytes: number;
  readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>>;
  readonly imports: readonly { readonly path: string; readonly kind: string }[];
}

/** What the build wrote, by file name as in `dist/…`, from the bundler's own account. */
export function buildOutputs(): Readonly<Record<string, Output>> {
  const file = path.join(process.env["TEST_ROOT"] ?? process.cwd(), "out/dist-metafile.json");
  return JSON.parse(fs.readFileSync(file, "utf8")).outputs;
}

/** Base names of the files of the build that hold code of one of `packages` or folders of ours. */
export function filesHolding(...packages: readonly string[]): string[] {
  return Object.entries(buildOutputs())
    .filter(([, { inputs }]) =>
      Object.keys(inputs).some((input) => packages.some((name) => input.startsWith(name))),
    )
    .map(([file]) => path.basename(file));
}

/** Bytes of `file` and of everything it imports statically: what loading it costs. */
export function bytesLoadedBy(file: string): number {
  const outputs = buildOutputs();
  const wanted = new Set<string>();
  const visit = (name: string) => {
    if (wanted.has(name) || !outputs[name]) return;
    wanted.add(name);
    for (const { path: next, kind } of outputs[name]?.imports ?? []) {
      if (kind === "import-statement") visit(next);
    }
  };
  visit(file);
  return [...wanted].reduce((sum, name) => sum + (outputs[name]?.bytes ?? 0), 0);
}
