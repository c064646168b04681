/** A tab stop of a snippet: `$1`, `${1:default}` or `${1|one,two|}`. */
const stop = /\$(?:(\d+)|\{(\d+)(?::([^}]*)|\|([^|]*)\|)?\})/g;

/** A snippet's tab stop with what is filled in when nobody types anything. */
export interface TabStop {
  readonly number: number;
  /** Absent when the stop repeats another one, or is empty. */
  readonly filledIn: string | undefined;
}

/** The tab stops of a snippet's text, in the order they stand in. */
export function tabStops(body: string): TabStop[] {
  return [...body.matchAll(stop)].map(([, bare, number, text, choices]) => ({
    number: Number(bare ?? number),
    filledIn: text ?? choices?.split(",")[0],
  }));
}

/** What a snippet leaves in the document when each stop keeps its default. */
export function filledIn(body: string): string {
  const defaults = new Map(tabStops(body).map(({ number, filledIn }) => [number, filledIn ?? ""]));
  return body.replace(stop, (_, bare, number) => defaults.get(Number(bare ?? number)) ?? "");
}

/** Every text that choosing each of the choices of a snippet can leave in the document, other stops at their defaults. */
export function everyChoice(body: string): string[] {
  const [whole, number, choices] = /\$\{(\d+)\|([^|]*)\|\}/.exec(body) ?? [];
  if (whole === undefined || number === undefined || choices === undefined) return [filledIn(body)];
  return choices.split(",").flatMap((choice) => everyChoice(body.replace(whole, `\${${number}:${choice}}`)));
}
