import { encloses, type Span } from "../../../core/span.ts";
import type { AttributeNode, ElementNode } from "../../syntax/nodes.ts";
import { isLiteral } from "../../syntax/templates.ts";
import { areSame } from "./equal-elements.ts";
import { provesMarkup } from "./prove-markup.ts";
import { type EditTrial, holdsTemplate, nodesIn, overlap, type Verdict } from "./trial.ts";

/** Judges an edit within a start tag. */
export function judgeTag(trial: EditTrial): Verdict {
  const { health, element, about, edit } = trial;
  if (health.isTorn(element.startTagSpan, about)) return "withheld";
  const changed = nodesIn(element.attributes, edit.span);
  const verdicts = changed.map((attribute) => judgeAttribute(trial, attribute));
  if (verdicts.includes("withheld")) return "withheld";
  if (overlap(element.nameSpan, edit.span)) return "offered";
  if (verdicts.includes("offered") || health.hasProblem(element.startTagSpan, about)) return "offered";
  return health.isSound(element) && !holdsDirective(trial) && provesMarkup(trial) ? "proved" : "offered";
}

function judgeAttribute(trial: EditTrial, attribute: AttributeNode): Verdict {
  const { edit, about } = trial;
  const { span, valueSpan, expression, value } = attribute;
  if (holdsTemplate(trial, edit.span)) return "withheld";
  if (encloses(edit.span, span)) return isCopy(trial, attribute) ? "proved" : "offered";
  if (!valueSpan || !encloses(valueSpan, edit.span)) return overlapsValue(attribute, edit.span);
  if (!expression) return isLiteral(value.trim()) ? "proved" : "offered";
  if (!encloses(expression.span, about)) return "withheld";
  return expression.closed && !holdsTemplate(trial, valueSpan) ? "proved" : "offered";
}

/** A change of the name leaves the value alone; one of a part of both would not. */
function overlapsValue({ valueSpan }: AttributeNode, edit: Span): Verdict {
  return valueSpan && overlap(valueSpan, edit) ? "withheld" : "offered";
}

/** Whether the attribute that goes stands in its tag a second time. */
function isCopy({ element, fix: { stays } }: EditTrial, attribute: AttributeNode): boolean {
  const kept = element.attributes.find(({ span }) => span.start === stays?.start);
  return kept !== undefined && kept !== attribute && areSame(kept, attribute) && isLiteral(attribute.value);
}

/** Whether something between the attributes of a tag may put in or leave out others. */
function holdsDirective(trial: EditTrial): boolean {
  const { attributes, nameSpan, startTagSpan }: ElementNode = trial.element;
  const starts = [nameSpan.end, ...attributes.map(({ span }) => span.end)];
  const ends = [...attributes.map(({ span }) => span.start), startTagSpan.end];
  return starts.some((start, index) => holdsTemplate(trial, { start, end: ends[index] ?? start }));
}
