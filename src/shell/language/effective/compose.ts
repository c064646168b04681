import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Location,
  l10n,
  type Position,
  Range,
} from "vscode";
import { type InstanceSnapshot, type WholeFinding, wholeOf } from "../../../access/index.ts";
import { Failure } from "../../../core/failure.ts";
import type { Span } from "../../../core/span.ts";
import {
  type LineIndex,
  type PolicyText,
  type RenderedPolicy,
  renderEffectivePolicy,
} from "../../../policy/index.ts";
import { placeNamed } from "../../../workflows/read-access/setting-file.ts";
import { shown } from "../../plain-text.ts";
import { levelLabel, policyUri } from "../../policy-uri.ts";
import { diagnosticSource } from "../policy-diagnostics.ts";
import { ruleAddress } from "../rule-address.ts";
import type { EffectiveSubject } from "./effective-uri.ts";
import { findingWords } from "./finding-words.ts";
import { namesOf } from "./read-subject.ts";
import { wordsOf } from "./words.ts";

const severities: Readonly<Record<WholeFinding["severity"], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** A part of an effective policy, and where it is written. */
interface WrittenElsewhere {
  readonly range: Range;
  readonly location: Location;
}

/** Lines of one document, and the level that they were taken from. */
interface LinesOfLevel {
  readonly level: PolicyText["source"]["level"];
  readonly range: Range;
}

/** An effective policy as the editor shows it. Editors may change line ends: places are told by line and column. */
export class EffectiveText {
  constructor(
    private readonly rendered: RenderedPolicy,
    private readonly subject: EffectiveSubject,
    private readonly findings: readonly WholeFinding[],
  ) {}

  get text(): string {
    return this.rendered.text;
  }

  /** Where what stands at a position is written. */
  locationOf({ line, character }: Position): Location | undefined {
    const found = this.rendered.originOf(this.rendered.lines.offsetAt({ line, column: character }));
    return found && this.locationIn(found.origin, { start: found.offset, end: found.offset });
  }

  /** The comments that say where what is behind them is written. */
  get marks(): readonly WrittenElsewhere[] {
    return this.rendered.marks.flatMap(({ target, origin, start }) => {
      const location = this.locationIn(origin, { start, end: start });
      return location ? [{ range: rangeIn(this.rendered.lines, target), location }] : [];
    });
  }

  /** Which lines were taken from which level. */
  get lines(): readonly LinesOfLevel[] {
    return this.rendered.pieces.map(({ target, origin }) => ({
      level: origin.source.level,
      range: rangeIn(this.rendered.lines, target),
    }));
  }

  /** What only the whole shows, where it stands in the text, or on its first line for what is not part of what runs. */
  get problems(): readonly Diagnostic[] {
    return this.findings.map((finding) => {
      const { id, severity, at, other } = finding;
      const { text, other: label = "" } = findingWords(finding);
      const target = this.rendered.targetOf(at.origin, at.element.nameSpan);
      const range = target ? rangeIn(this.rendered.lines, target) : new Range(0, 0, 0, 0);
      const problem = new Diagnostic(range, shown(text), severities[severity]);
      problem.source = diagnosticSource;
      problem.code = { value: id, target: ruleAddress(id) };
      const places = [target ? undefined : at, other].flatMap((one) => one ?? []);
      problem.relatedInformation = places.flatMap((one) => {
        const location = this.locationIn(one.origin, one.element.nameSpan);
        return location
          ? [new DiagnosticRelatedInformation(location, shown(one === other ? label : text))]
          : [];
      });
      return problem;
    });
  }

  /** A stretch of a document in the policy that it is the text of. */
  private locationIn(origin: PolicyText, { start, end }: Span): Location | undefined {
    const place = placeNamed(this.subject.level.instance, origin.source.file);
    if (place?.kind !== "policy") return undefined;
    const [from, to] = [origin.positionOf(start), origin.positionOf(end)];
    return new Location(policyUri(place.level), new Range(from.line, from.column, to.line, to.column));
  }
}

/**
 * Puts together what runs for a subject.
 *
 * @throws Failure `not-found` when it is not there any more.
 */
export function composeEffectiveText(subject: EffectiveSubject, snapshot: InstanceSnapshot): EffectiveText {
  const whole = wholeOf(snapshot, namesOf(subject));
  if (!whole) {
    const label = levelLabel(subject.level);
    const text =
      subject.product === undefined
        ? l10n.t("{0} is not there any more.", label)
        : l10n.t("{0} is not called with a key of {1} any more.", label, subject.product);
    throw new Failure("not-found", text);
  }
  const words = wordsOf(subject, whole, snapshot.notes);
  return new EffectiveText(renderEffectivePolicy(whole.policy, words), subject, whole.findings);
}

function rangeIn(lines: LineIndex, { start, end }: Span): Range {
  const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
  return new Range(from.line, from.column, to.line, to.column);
}
