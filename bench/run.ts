import { lint, type PolicyDocument, parsePolicy } from "../src/policy/index.ts";
import { growthRows } from "./growth.ts";
import { keystrokeRows } from "./keystrokes.ts";
import { largeInstanceFlag, largeInstanceRows, measureLargeInstance } from "./large-instance.ts";
import { leastTimes } from "./measure.ts";
import {
  parseWithHtmlService,
  parseWithXmlToolsAst,
  parseWithXmlToolsParser,
  tokeniseWithSaxes,
} from "./peers.ts";
import { isKept, milliseconds, type Row, table } from "./report.ts";
import { xmlPolicy } from "./sample-policies.ts";
import { coldChoicesFlag, measureColdChoices, whoGetsInRows } from "./who-gets-in.ts";

/**
 * Measures the policy language against its peers in one run and prints the ratios; with `--check`, a broken budget
 * is an error. The least of several rounds in turns counts, so that a busy machine changes little.
 */
function main(): void {
  const rows = [
    ...peerRows(),
    ...keystrokeRows(),
    ...growthRows(),
    ...largeInstanceRows(),
    ...whoGetsInRows(),
  ];
  console.log(table(rows));
  if (process.argv.includes("--check") && !rows.every(isKept)) process.exitCode = 1;
}

function peerRows(): readonly Row[] {
  const text = xmlPolicy(1150);
  // All in turns and equally often: with fewer rounds a peer's least time comes out too long.
  const [parse = 0, touched = 0, lintTime = 0, saxes = 0, htmlService = 0, xmlTools = 0, xmlToolsAst = 0] =
    leastTimes(
      [
        () => parsePolicy(text),
        () => readEverything(parsePolicy(text)),
        () => lint(parsePolicy(text)),
        () => tokeniseWithSaxes(text),
        () => parseWithHtmlService(text),
        () => parseWithXmlToolsParser(text),
        () => parseWithXmlToolsAst(text),
      ],
      40,
    );
  const compare = (what: string, ours: number, peer: number, limit: Row["limit"]): Row => ({
    what: `${what}, ${(text.length / 1e6).toFixed(1)} MB`,
    figures: `${milliseconds(ours)} : ${milliseconds(peer)}`,
    value: "atMost" in limit ? ours / peer : peer / ours,
    limit,
    unit: "×",
  });
  return [
    compare("parse : saxes tokenising", parse, saxes, { atMost: 2 }),
    compare("parse and lint : bare parse of vscode-html-languageservice", lintTime, htmlService, {
      atMost: 1,
    }),
    compare("parse, how much faster than @xml-tools to its tree", parse, xmlToolsAst, { atLeast: 20 }),
    compare("parse, how much faster than @xml-tools to its tokens and rules", parse, xmlTools, {
      atLeast: 20,
    }),
    compare("the same, and every name and value of the tree read", touched, xmlTools, { atLeast: 15 }),
  ];
}

/** What the parser puts off until somebody asks counts as well. */
function readEverything(document: PolicyDocument): number {
  let characters = 0;
  for (const element of document.elements()) {
    characters += element.name.length;
    for (const { name, value } of element.attributes) characters += name.length + value.length;
  }
  return characters;
}

if (process.argv.includes(largeInstanceFlag)) await measureLargeInstance();
else if (process.argv.includes(coldChoicesFlag)) measureColdChoices();
else main();
