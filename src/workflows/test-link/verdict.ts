import type { Maybe } from "../../core/known.ts";
import type { Operation } from "../../domain/apim.ts";
import type { ApiAnswer } from "../../domain/azure-cloud.ts";
import type { Assurance, PolicyPlace } from "../assurance.ts";
import { describePlace } from "../assurance.ts";
import type { Cause } from "./cause.ts";
import type { TestLinkResult } from "./result.ts";

/** What a verdict rests on. */
export interface Evidence {
  readonly operation: Operation;
  readonly without: ApiAnswer;
  readonly with: ApiAnswer;
  /** With which statuses the policies refuse; unknown when one computes it. */
  readonly refusals: Maybe<readonly number[]>;
  readonly assurance: Assurance;
  /** Of the refusal of the token; `undefined` when it was not refused. */
  readonly cause: Cause | undefined;
  /** The API's own check, or its policy as a whole. */
  readonly ownPlace: PolicyPlace;
}

/** What is said about the two answers. */
type Judgement = Pick<
  TestLinkResult,
  "conclusion" | "verdict" | "advice" | "place" | "refusedWithout" | "isOpen"
>;

/** What is known to be wrong, and where. */
interface Finding {
  readonly text: string;
  readonly advice?: readonly string[];
  readonly place?: PolicyPlace;
  readonly isOpen?: boolean;
}

/** What the two answers mean, and what is wrong when the link does not do what it is for. */
export function judge(evidence: Evidence): Judgement {
  const { without, with: answer, assurance, refusals } = evidence;
  const refusedWithout = isRefusal(without, refusals);
  const both = `${without.status} without a token, ${answer.status} with one.`;
  const shown = { refusedWithout, advice: [], isOpen: false };
  if (!refusedWithout || !isSuccess(answer)) {
    const { text, advice = [], place = evidence.ownPlace, isOpen = false } = explain(evidence);
    return { ...shown, conclusion: "failed", verdict: `${both} ${text}`, advice, place, isOpen };
  }
  if (refusals.known && assurance.kind === "assured") {
    return { ...shown, conclusion: "works", verdict: `The link works: ${both}`, place: undefined };
  }
  return { ...shown, conclusion: "partly", ...describePart(evidence, both) };
}

/** Whether the gateway's token check may have refused, and can be told from one that let through; a computed status is taken for any of a refusal. */
export function isRefusal(answer: ApiAnswer, refusals: Maybe<readonly number[]>): boolean {
  if (isKeyProblem(answer) || isSuccess(answer)) return false;
  return refusals.known
    ? refusals.value.includes(answer.status)
    : answer.status >= 400 && answer.status < 500;
}

function describePart(
  { operation, assurance, refusals, ownPlace }: Evidence,
  both: string,
): Pick<Judgement, "verdict" | "place"> {
  const computed = refusals.known
    ? ""
    : " The policy computes the status of a refusal, so that this may also be another's refusal.";
  const verdict = `The call of “${operation.displayName}” did as it should: ${both}${computed}`;
  if (assurance.kind === "assured") return { verdict, place: ownPlace };
  const [{ place }] = assurance.reservations;
  const rest = ` Whether the API does for every call is not known, because of what was found in its policies (${assurance.reservations.length}), first ${describePlace(place)}.`;
  return { verdict: verdict + rest, place };
}

function explain(evidence: Evidence): Finding {
  const { without, with: answer, cause } = evidence;
  if (isKeyProblem(answer) || isKeyProblem(without)) {
    return {
      text: "The gateway asked for a subscription key before it looked at a token: check that the key is active for this API.",
    };
  }
  if (isSuccess(without) && evidence.refusals.known && evidence.refusals.value.includes(without.status)) {
    return {
      text: `A token check refuses with ${without.status} (failed-validation-httpcode), which is also how a call is answered that passes: the two cannot be told apart.`,
      advice: ["Let it refuse with 401, by which callers know that they need a token."],
    };
  }
  if (isSuccess(answer)) return explainOpenDoor(evidence);
  if (cause?.kind === "known") {
    const { place, explanation } = cause;
    const sides = [
      explanation.expected && `Expected: ${explanation.expected}.`,
      explanation.got && `Got: ${explanation.got}.`,
    ];
    const text = [explanation.summary, ...sides.filter(Boolean), `Refused by ${describePlace(place)}.`].join(
      " ",
    );
    return { text, advice: explanation.advice, place };
  }
  if (cause) return explainUnknown(evidence, cause.why);
  return { text: explainFailure(answer.status) };
}

/** What else was found is where to look first. */
function explainUnknown({ assurance, ownPlace, with: answer }: Evidence, why: string): Finding {
  const found = assurance.kind === "assured" ? [] : assurance.reservations;
  const place = found.find(({ blocks }) => blocks)?.place ?? ownPlace;
  return {
    text: `The token is refused; the cause is not known: ${why}.${quote(answer.body)}`,
    advice: [`Compare the claims below with what ${describePlace(place)} asks for.`],
    place,
  };
}

/** What lets the call past the checks, as far as the policies that it meets say it. */
function explainOpenDoor({ without, assurance, operation }: Evidence): Finding {
  const reservations = assurance.kind === "assured" ? [] : assurance.reservations;
  const met = reservations.filter(
    ({ place: { level } }) => level.kind !== "operation" || level.operationId === operation.operationId,
  );
  const reason =
    met.find(({ kind }) => kind === "without-base" || kind === "answers-first") ??
    met.find(({ kind }) => kind === "conditional" || kind === "answers-some");
  const { place, found = "", advice = "" } = reason ?? {};
  const where = place ? { place } : {};
  if (!isSuccess(without)) {
    const text = `The token is taken, but a call without one is answered with ${without.status}, which is not how the policies refuse: something else answers first. Look at the policies above the API.`;
    return { text, ...where };
  }
  const text = "Anybody may call this operation: no validate-jwt takes effect.";
  if (reason) return { text: `${text} ${found}`, advice: [advice], ...where };
  // Where another check decides already, securing would leave the policy as it is.
  const isOpen = !reservations.some(({ blocks }) => blocks);
  return { text, advice: isOpen ? [secure] : reservations.map((one) => one.advice), isOpen };
}

const secure = "Secure the API with Auth0, and see that the policies of its operations have <base />.";

function explainFailure(status: number): string {
  if (status === 401 || status === 403) {
    return `${status} is not how the token checks that were read refuse: the backend or another policy does, for example because the token lacks a scope or a right.`;
  }
  if (status === 404) {
    return "The gateway knows no such operation, or the backend no such thing: the sample values may not fit this API.";
  }
  if (status === 429) return "A rate limit or quota stopped the call: wait and try again.";
  if (status >= 500) {
    return "The gateway or the backend failed: the gateway may not reach the tenant's discovery document, or the backend may be down.";
  }
  return "The call got past the policy or failed before it for another reason: the sample values may not fit this API.";
}

function isSuccess({ status }: ApiAnswer): boolean {
  return status >= 200 && status < 300;
}

/** The gateway's own words for a missing or wrong subscription key. */
function isKeyProblem({ status, body }: ApiAnswer): boolean {
  return status === 401 && /subscription key/i.test(body);
}

function quote(body: string): string {
  const text = body.replace(/\s+/g, " ").trim().slice(0, 200);
  return text === "" ? "" : ` The gateway said: ${text}`;
}
