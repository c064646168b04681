import { githubReporter } from "./github-reporter.ts";
import { type FormatName, JsonArrayWriter, type Reporter } from "./report.ts";
import { sarifReporter } from "./sarif-reporter.ts";
import { textReporter } from "./text-reporter.ts";

/** An array of findings, nothing else. */
function jsonReporter(): Reporter {
  const array = new JsonArrayWriter();
  return {
    begin: () => "[",
    file: (findings) => array.elements(findings, "  "),
    end: () => "\n]\n",
  };
}

/** A fresh reporter for one run. */
export function createReporter(format: FormatName): Reporter {
  switch (format) {
    case "json":
      return jsonReporter();
    case "sarif":
      return sarifReporter();
    case "github":
      return githubReporter();
    case "text":
      return textReporter();
  }
}
