import { dictionary, PassedOver, type Thing, thing } from "../policy/index.ts";
import type { Caller } from "./callers/caller.ts";
import { callerThings } from "./callers/context.ts";
import type { ApiSnapshot, OperationSnapshot, ProductSnapshot } from "./instance-snapshot.ts";
import type { State } from "./state.ts";
import type { VariableValue } from "./variables.ts";

/** What is known of a call before any policy runs: where it goes, and by which product's key. */
export interface CallFacts {
  readonly api: ApiSnapshot;
  readonly operation: OperationSnapshot | undefined;
  readonly product: ProductSnapshot | undefined;
  /** Who calls, where one in particular is followed; else it may be anybody. */
  readonly caller?: Caller;
  /** Is called when it is asked which operation is called, its method aside. */
  readonly tellApart?: () => void;
}

/** Whether a call is of an operation of which nothing is known, since what lists the API's cannot be read. */
export function isOfUnread({ api, operation }: CallFacts): boolean {
  return operation === undefined && api.listed === "unreadable";
}

/** The object `context` as far as it is known; what is not is passed over. */
export function contextOf(
  { api, operation, product, caller, tellApart }: CallFacts,
  { variables, headers, sent, isMethodKept }: Pick<State, "variables" | "headers" | "sent" | "isMethodKept">,
): Thing {
  const theirs = caller && callerThings(caller, sent, product);
  const { method } = operation ?? {};
  const isOneMethod = isMethodKept && method !== undefined && method !== "*";
  return thing({
    Api: () => texts(api.facts),
    Operation: () => {
      tellApart?.();
      return texts({ ...operation?.facts, Method: method });
    },
    Product: () => (product ? texts({ Id: product.name, Name: product.displayName }) : null),
    Request: () =>
      thing({
        ...(isOneMethod && { Method: () => method }),
        Headers: () => dictionary((name) => headerHeld(headers, name, theirs?.header), true),
        ...theirs?.request,
      }),
    ...theirs?.context,
    Variables: () => dictionary((name) => valueHeld(variables, name)),
  });
}

function texts(values: Readonly<Record<string, string | undefined>>): Thing {
  const known = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, () => value] as const],
  );
  return thing(Object.fromEntries(known));
}

/** What a policy has put into a header; what the caller sends hangs on the caller. */
function headerHeld(
  headers: State["headers"],
  name: string,
  ofCaller: ((name: string) => unknown) | undefined,
): unknown {
  const value = headers.get(name.toLowerCase());
  if (value === undefined && ofCaller) return ofCaller(name.toLowerCase());
  if (value === undefined) throw new PassedOver(`The header “${name}” is the caller's.`);
  return value === null ? undefined : [value];
}

function valueHeld(variables: ReadonlyMap<string, VariableValue>, name: string): unknown {
  const value = variables.get(name) ?? variables.get("*");
  if (!value) return undefined;
  if (value.kind === "literal") return value.value;
  throw new PassedOver(`The variable “${name}” hangs on the call.`);
}
