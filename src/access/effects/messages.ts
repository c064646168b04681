import { childElements, decodeEntities, type EffectiveElement, elementValue } from "../../policy/index.ts";
import { forgetting } from "../formula.ts";
import type { Sent, State } from "../state.ts";
import {
  computed,
  fromSource,
  literalVariable,
  readCode,
  type VariableValue,
  withVariables,
} from "../variables.ts";
import type { Effect, Walk } from "../walk.ts";
import { attributeOf, attributeText, notKnown, textOrUnknown } from "../written.ts";
import { whoseIs } from "./whose.ts";

/** `set-variable`. */
export const setVariable: Effect = ({ element }, state, walk) => {
  const name = attributeText(element, "name");
  if (name === undefined || name === notKnown) return [settingUnknown(state)];
  if (!walk.outlook.reads(name)) return [state];
  const written = decodeEntities(attributeOf(element, "value")?.value ?? "");
  return [setting(state, name, valueWritten(written, state, walk))];
};

function valueWritten(written: string, state: State, walk: Walk): VariableValue {
  if (/^\s*@[({]/.test(written)) {
    const code = readCode(written);
    return code
      ? computed(withVariables(code, state.variables), walk.contextOf(state))
      : fromSource("unknown");
  }
  return textOrUnknown({ text: written, literal: !/\{\{|@[({]/.test(written) }) === notKnown
    ? fromSource("unknown")
    : literalVariable(written);
}

function setting(state: State, name: string, value: VariableValue): State {
  const tokens = tokensBut(state, (place) => place.startsWith("value "));
  // a text that a variable holds stands by the variable's name in what is known
  const known = forgetting(
    state.known,
    (key) => key.includes("Variables") && key.includes(JSON.stringify(name)),
  );
  return { ...state, tokens, known, variables: new Map(state.variables).set(name, value) };
}

function settingUnknown(state: State): State {
  const tokens = tokensBut(state, (place) => place.startsWith("value "));
  return { ...state, tokens, variables: new Map([["*", fromSource("unknown")]]) };
}

/** What is known of tokens; of a place that holds another one by now nothing is. */
function tokensBut({ tokens }: State, isChanged: (source: string) => boolean): State["tokens"] {
  return new Map([...tokens].filter(([source]) => !isChanged(source)));
}

/** Policies that put an answer of somebody else into the variable that an attribute names. */
export function answering(attribute: string, source: "answer" | "unknown"): Effect {
  return (standing, state, walk) => {
    const called = { ...state, called: state.called || source === "answer" };
    const name = attributeText(standing.element, attribute);
    if (name === undefined || !walk.outlook.reads(name)) return [called];
    if (name === notKnown) return [settingUnknown(called)];
    const value = fromSource(
      source === "answer" && (isAboutNobody(standing, state) || isOfAnybody(standing, state))
        ? "unknown"
        : source,
      name,
    );
    const known = forgetting(state.known, (key) => key.includes(value.key));
    return [setting({ ...called, known }, name, value)];
  };
}

/** A variable that an expression names by its plain name. */
const variableRead = /\bcontext\.Variables(?:\.GetValueOrDefault(?:<\w+>)?\(|\[)"(\w+)"/g;
/** What hangs on who calls; the rest of `context` is the same for all callers of an operation. */
const caller = /\bcontext\s*\.\s*(?:Request|Variables|Subscription|User)\b/;

/**
 * Whether a request to somebody else holds nothing of the call it is made for, as one for a token of the gateway's own: everybody
 * gets the same answer, which says nothing of whoever calls.
 */
function isAboutNobody({ element, origin }: EffectiveElement, { variables }: State): boolean {
  if ((attributeText(element, "mode") ?? "new") !== "new") return false;
  const written = decodeEntities(origin.text.slice(element.span.start, element.span.end));
  return !hangsOnCaller(written, variables);
}

/** An address whose host is written out, or stands in a named value, before anything is put behind it. */
const ownHost = /^@\(\s*\$?"(?:https?:\/\/[^/"{}?#]+[/?#]|\{\{)/i;

/** Whether whoever calls may choose who is asked, and so the answer. */
function isOfAnybody({ element, origin }: EffectiveElement, { variables }: State): boolean {
  return childElements(element, "set-url").some((child) => {
    const url = decodeEntities(elementValue(child, origin.text).text).trim();
    return !ownHost.test(url) && hangsOnCaller(url, variables);
  });
}

/** Whether what is written holds something of the call; of variables those do not whose text is known. */
function hangsOnCaller(written: string, variables: State["variables"]): boolean {
  const literals = [...variables].flatMap(([name, { kind }]) => (kind === "literal" ? [name] : []));
  const rest = written.replace(variableRead, (read, name: string) => (literals.includes(name) ? "" : read));
  return caller.test(rest);
}

/** `set-header` and `set-query-parameter`; what they change of the request is no longer what the caller sent. */
export function overwriting(kind: "header" | "query"): Effect {
  return (element, state, { caller }) => {
    const name = attributeText(element.element, "name") ?? notKnown;
    const isChanged = (key: string) => readsIt(key, kind, name);
    const source = name === notKnown ? "*" : `${kind} ${kind === "header" ? name.toLowerCase() : name}`;
    const now = source === "*" ? "unknown" : whoseNow(element, source, state);
    // what one caller sends is not what stands there any more, even where it is made of it
    const sent = now ?? (caller && (state.sent.get(source) ?? "the caller's"));
    const tokens = tokensBut(
      state,
      (place) => source === "*" || place === source || place.startsWith("value "),
    );
    return [
      {
        ...state,
        tokens,
        known: forgetting(state.known, isChanged),
        variables: variablesBut(state, isChanged),
        headers: kind === "header" ? headersNow(element, name, state) : state.headers,
        sent: sent ? new Map(state.sent).set(source, sent) : state.sent,
      },
    ];
  };
}

/** Whether code, by its key, reads a header or parameter of this name, or one that cannot be told. */
function readsIt(key: string, kind: "header" | "query", name: string): boolean {
  if (kind === "query") return /Request\.(?:Url|OriginalUrl)/.test(key);
  if (!key.includes("Request.Headers")) return false;
  const isTold = !/Request\.Headers(?!(?:\.(?:GetValueOrDefault|ContainsKey)\(|\[)")/.test(key);
  return name === notKnown || !isTold || key.toLowerCase().includes(JSON.stringify(name.toLowerCase()));
}

/** Variables hold what was there when they were set; of those that would now be read anew nothing is known. */
function variablesBut({ variables }: State, isChanged: (key: string) => boolean): State["variables"] {
  const changed = [...variables].filter(([, { kind, key }]) => kind === "code" && isChanged(key));
  if (changed.length === 0) return variables;
  const unknown = changed.map(([name]) => [name, fromSource("unknown", name)] as const);
  return new Map([...variables, ...unknown]);
}

/** What is known of the values of headers behind the policy. */
function headersNow(element: EffectiveElement, name: string, { headers }: State): State["headers"] {
  if (name === notKnown) return new Map();
  const now = new Map(headers);
  const action = attributeText(element.element, "exists-action") ?? "override";
  const values = childElements(element.element, "value").map((child) =>
    textOrUnknown(elementValue(child, element.origin.text)),
  );
  const [value] = values;
  const isKnown = action === "override" && values.length === 1 && value !== undefined && value !== notKnown;
  if (action === "delete") now.set(name.toLowerCase(), null);
  else if (isKnown) now.set(name.toLowerCase(), value);
  else now.delete(name.toLowerCase());
  return now;
}

/** Whose the value is behind the policy; `undefined` when that has not changed. */
function whoseNow(element: EffectiveElement, source: string, state: State): Sent | undefined {
  const action = attributeText(element.element, "exists-action") ?? "override";
  if (action === "delete") return "nothing";
  const before = state.sent.get(source) ?? "the caller's";
  const values = childElements(element.element, "value").map((child) =>
    whoseIs(elementValue(child, element.origin.text).text, state),
  );
  const whose = values.every((value) => value === values[0]) ? values[0] : "unknown";
  if (whose === undefined || action === notKnown) return "unknown";
  if (action === "override") return whose;
  // whoever sends none gets the policy's own
  if (action === "skip") return whose === "the caller's" ? undefined : whose;
  return whose === before ? undefined : "unknown";
}

/** `authentication-basic` and `authentication-managed-identity`: credentials of the gateway itself. */
export const authenticate: Effect = (element, state, walk) => {
  if (attributeOf(element.element, "output-token-variable-name")) {
    return answering("output-token-variable-name", "unknown")(element, state, walk);
  }
  const isChanged = (key: string) => readsIt(key, "header", "Authorization");
  const headers = new Map(state.headers);
  headers.delete("authorization");
  return [
    {
      ...state,
      headers,
      tokens: tokensBut(state, (place) => place === "header authorization" || place.startsWith("value ")),
      known: forgetting(state.known, isChanged),
      variables: variablesBut(state, isChanged),
      sent: new Map(state.sent).set("header authorization", "ours"),
    },
  ];
};

/** `set-method`. */
export const setMethod: Effect = (_element, state) => [
  { ...state, isMethodKept: false, known: forgetting(state.known, (key) => key.includes("Request.Method")) },
];

/** `set-body` and `rewrite-uri`. */
export function changing(what: RegExp): Effect {
  return (_element, state) => [{ ...state, known: forgetting(state.known, (key) => what.test(key)) }];
}
