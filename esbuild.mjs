// Builds dist/: the extension, the command-line program and the sandbox, and the notices of the packages in them. `--watch` rebuilds on change, `--dev` skips
// minification. `--tests` also bundles the in-host tests into out/; `--bench` bundles the benchmark there, and nothing else.
import * as fs from "node:fs";
import * as path from "node:path";
import * as esbuild from "esbuild";
import { noticesFile, noticesOf } from "./scripts/notices.mjs";

const args = new Set(process.argv.slice(2));
const dev = args.has("--dev");

/** Some of the SDKs' dependencies are CommonJS and call `require`, which an ES module has to be given. */
const requireForEsm =
  'import{createRequire as $createRequire}from"node:module";const require=$createRequire(import.meta.url);';

const common = {
  bundle: true,
  platform: "node",
  format: "esm",
  splitting: true,
  target: "node20",
  // JSON packages of Microsoft have a `main` that only Node can follow, and an ES module beside it
  mainFields: ["module", "main"],
  minify: !dev,
  sourcemap: dev ? "linked" : false,
  legalComments: "none",
  banner: { js: requireForEsm },
  metafile: true,
  logLevel: "warning",
  outdir: "dist",
};

/**
 * The extension, one small entry with everything heavy in chunks behind dynamic imports, and the programs of their own process:
 * the command line, and the sandbox that both start. Built together, since they share chunks.
 */
const product = {
  ...common,
  entryPoints: { extension: "src/extension.ts", cli: "src/cli/main.ts", sandbox: "src/sandbox/main.ts" },
  chunkNames: "chunks/[name]-[hash]",
  external: ["vscode"],
  plugins: [keepNamesOf(/node_modules\/oidc-provider\/.*\.js$/)],
};

/** The OpenID provider of the sandbox tells its models by the names of their classes; everywhere else names may go. */
function keepNamesOf(filter) {
  return {
    name: "keep-names",
    setup: ({ onLoad }) =>
      onLoad({ filter }, async ({ path: file }) => {
        const source = await fs.promises.readFile(file, "utf8");
        const { code } = await esbuild.transform(source, {
          keepNames: true,
          format: "esm",
          target: common.target,
        });
        return { contents: code, loader: "js" };
      }),
  };
}

/** In-host tests, as the one CommonJS module that VS Code loads. */
function hostTests() {
  const tests = fs
    .readdirSync("test/integration")
    .filter((name) => name.endsWith(".test.ts"))
    .sort();
  return {
    ...common,
    format: "cjs",
    splitting: false,
    minify: false,
    sourcemap: "inline",
    banner: {},
    stdin: {
      contents: tests.map((name) => `import ${JSON.stringify(`./test/integration/${name}`)};`).join("\n"),
      resolveDir: process.cwd(),
      sourcefile: "all-host-tests.ts",
    },
    outdir: undefined,
    outfile: "out/host-tests.cjs",
    external: ["vscode", "mocha"],
    ignoreAnnotations: true, // the tests are nothing but side effects
    metafile: false,
  };
}

/** The benchmark: the policy language built as it ships, its peers as they come. */
const bench = {
  ...common,
  entryPoints: { bench: "bench/run.ts" },
  packages: "external",
  splitting: false,
  banner: {},
  metafile: false,
  outdir: "out",
  outExtension: { ".js": ".mjs" },
};

const builds = args.has("--tests") ? [product, hostTests()] : [product];

if (args.has("--bench")) {
  await esbuild.build(bench);
} else if (args.has("--watch")) {
  for (const options of builds) await (await esbuild.context({ ...options, logLevel: "info" })).watch();
} else {
  fs.rmSync("dist", { recursive: true, force: true });
  const results = await Promise.all(builds.map((options) => esbuild.build(options)));
  // of the tests' bundle there is no account: it does not ship
  const outputs = Object.assign({}, ...results.map((result) => result.metafile?.outputs ?? {}));
  fs.mkdirSync("out", { recursive: true });
  fs.writeFileSync("out/dist-metafile.json", JSON.stringify({ outputs }));
  fs.writeFileSync(noticesFile, noticesOf(outputs));
  for (const [file, { entryPoint, bytes }] of Object.entries(outputs)) {
    if (entryPoint && !file.includes("chunks/"))
      console.log(`${path.relative(process.cwd(), file)}  ${(bytes / 1024).toFixed(0)} kB`);
  }
  const cli = "dist/cli.js";
  if (fs.existsSync(cli)) fs.chmodSync(cli, 0o755);
}
