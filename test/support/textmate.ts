/** A rule of a TextMate grammar, as far as ours uses them. */
export interface GrammarRule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly patterns?: readonly GrammarRule[];
}

/** A TextMate grammar. */
export interface Grammar extends GrammarRule {
  readonly scopeName: string;
  readonly repository: Readonly<Record<string, GrammarRule>>;
}

/** A piece of text and the names of the rules that apply to it, outermost first. */
export interface ScopedText {
  readonly text: string;
  readonly scopes: readonly string[];
}

/** Colours `text` line by line as an editor would, without scopes of captures. */
export function colour(grammar: Grammar, text: string): readonly ScopedText[] {
  const stack: GrammarRule[] = [grammar];
  return text.split("\n").flatMap((line) => colourLine(grammar, stack, line));
}

function colourLine(grammar: Grammar, stack: GrammarRule[], line: string): readonly ScopedText[] {
  const pieces: ScopedText[] = [];
  let position = 0;
  const add = (end: number, extra?: string) => {
    const scopes = [...stack.map(({ name }) => name), extra].filter((name) => name !== undefined);
    if (end > position) pieces.push({ text: line.slice(position, end), scopes });
    position = Math.max(position, end);
  };
  for (let guard = 0; guard < 10_000; guard += 1) {
    const top = stack.at(-1) ?? grammar;
    const found = nextMatch(grammar, top, line, position);
    if (!found) break;
    add(found.index);
    if (found.rule === top) {
      add(found.end);
      stack.pop();
    } else if (found.rule.begin !== undefined) {
      stack.push(found.rule);
      add(found.end);
    } else {
      add(found.end, found.rule.name);
    }
  }
  add(line.length);
  return pieces;
}

function nextMatch(grammar: Grammar, top: GrammarRule, line: string, from: number) {
  let best: { rule: GrammarRule; index: number; end: number } | undefined;
  const consider = (rule: GrammarRule, source: string | undefined, allowEmpty: boolean) => {
    if (source === undefined) return;
    const pattern = new RegExp(source, "g");
    pattern.lastIndex = from;
    const match = pattern.exec(line);
    if (!match || (match[0] === "" && !allowEmpty) || (best && match.index >= best.index)) return;
    best = { rule, index: match.index, end: match.index + match[0].length };
  };
  consider(top, top.end, true);
  for (const rule of flatten(grammar, top.patterns ?? [])) consider(rule, rule.match ?? rule.begin, false);
  return best;
}

function flatten(grammar: Grammar, patterns: readonly GrammarRule[]): readonly GrammarRule[] {
  return patterns.flatMap((rule) => {
    const { include } = rule;
    if (include !== undefined) return flatten(grammar, [lookUp(grammar, include)]);
    return rule.match === undefined && rule.begin === undefined
      ? flatten(grammar, rule.patterns ?? [])
      : [rule];
  });
}

/** The rule that `include` names. */
export function lookUp(grammar: Grammar, include: string): GrammarRule {
  const rule = grammar.repository[include.slice(1)];
  if (!include.startsWith("#") || !rule) throw new Error(`The grammar has no ${include}.`);
  return rule;
}
