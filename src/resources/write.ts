import { Failure, toFailure } from "../core/failure.ts";
import { difference, draftOf, type Fields, type FieldsToWrite, fieldsOf, hasAll, toWrite } from "./fields.ts";
import { certainCodes, type FieldChange, type Ref, type Shelf, type Stored } from "./kind.ts";

/** How long is looked for what became of a request, in milliseconds. */
export interface Limits {
  readonly look: number;
  /** After somebody has cancelled, who will not wait. */
  readonly lookAfterCancel: number;
}

/** What became of one request, after looking where its answer did not say. */
export type Ending =
  | { readonly outcome: "made"; readonly stored?: Stored }
  /** `mayCome`: it was cut off, so that it may take effect later although it had not when it was looked for. */
  | { readonly outcome: "not-made"; readonly failure: Failure; readonly mayCome: boolean }
  /** `isNone`: none was found, where that proves nothing. */
  | { readonly outcome: "unknown"; readonly failure: Failure; readonly isNone?: boolean };

/** What a look has found. */
export type Found = Stored | "absent" | "done" | { readonly unclear: string; readonly isNone?: boolean };

/** What requests go with. */
interface Sending {
  readonly signal: AbortSignal;
  readonly limits: Limits;
  /** The same request may have been sent before: that it meets what is there already may be its own doing. */
  readonly isRepeat: boolean;
}

/** What is created. */
interface Creation {
  readonly draft: object;
  /** What must be found again of it. */
  readonly fields: readonly FieldChange[];
  /** The ids that bore the same identity before, where several may. */
  readonly there: readonly string[];
}

/** Creates one and is certain of it. */
export function create(
  shelf: Shelf,
  ref: Ref,
  { draft, fields, there }: Creation,
  sending: Sending,
): Promise<Ending> {
  return send(
    () => shelf.store.create(ref, draft, sending.signal),
    (answer) => (isCreated(shelf, fields, answer) ? undefined : otherAnswer),
    (signal) => findCreated(shelf, ref, fields, there, signal),
    sending,
  );
}

/** What is written of one that is there. */
interface Writing {
  readonly next: Fields;
  /** Secrets to set, or to take away where `undefined`. */
  readonly secrets?: FieldsToWrite;
}

/** Writes what leads from `stored` to `next`, and `secrets`, and is certain of it. */
export function update(
  { kind, store }: Shelf,
  stored: Stored,
  { next, secrets = {} }: Writing,
  sending: Sending,
): Promise<Ending> {
  const before = fieldsOf(kind, stored.value);
  const wrote = difference(kind, before, next);
  const isIntended = ({ value }: Stored) => hasAll(kind, wrote, fieldsOf(kind, value));
  return send(
    () => store.update(stored, { ...toWrite(wrote, next), ...secrets }, sending.signal),
    (answer) => (isIntended(answer) ? undefined : otherAnswer),
    async (signal) => {
      const found = await store.read(stored.ref, signal);
      if (!found) return "absent";
      if (wrote.length === 0) return isUntouched(stored, found) ? "absent" : unseenSecret;
      if (isIntended(found)) return found;
      const now = fieldsOf(kind, found.value);
      return wrote.some(({ path }) => difference(kind, before, now).some((other) => other.path === path))
        ? { unclear: "It says something else now than before and than was wanted." }
        : "absent";
    },
    sending,
  );
}

/** Lets the cloud make a secret in place of the one that `stored` has in `field`. Where nobody knows whether it did, it does no harm to do it again. */
export function renewSecret(
  { kind, store }: Shelf,
  stored: Stored,
  field: string,
  sending: Sending,
): Promise<Ending> {
  return send(
    async () => {
      if (!store.rotateSecret) {
        throw new Failure(
          "unsupported",
          `The ${kind.noun} ${stored.ref.id} has no secret that is made anew.`,
        );
      }
      await store.rotateSecret(stored.ref, sending.signal, field);
      return stored;
    },
    () => undefined,
    async () => unseenSecret,
    sending,
  );
}

/** Where nothing but secrets was written, a look cannot tell. */
export const unseenSecret: Found = { unclear: "What is secret cannot be looked at." };

function isUntouched(stored: Stored, found: Stored): boolean {
  return stored.version !== undefined && stored.version === found.version;
}

/** Deletes one and is certain of it. */
export function remove({ kind, store }: Shelf, stored: Stored, sending: Sending): Promise<Ending> {
  const isThere = new Failure("rejected", `The ${kind.noun} is still there after it was deleted.`, {
    remedy: "Try again, or delete it by hand.",
  });
  return send(
    () => store.delete(stored, sending.signal).then(() => "deleted"),
    () => isThere,
    async (signal) => ((await store.read(stored.ref, signal)) ? "absent" : "done"),
    sending,
  );
}

/** Looks for what an earlier request may have created. */
export async function findCreated(
  shelf: Shelf,
  ref: Ref,
  fields: readonly FieldChange[],
  there: readonly string[],
  signal: AbortSignal,
): Promise<Found> {
  const { identity, noun } = shelf.kind;
  const found = await findAlike(shelf, ref, draftOf(fields), signal);
  const [first, ...more] = found.filter(
    (one) => !there.includes(one.ref.id) && isCreated(shelf, fields, one),
  );
  if (first && more.length === 0) return first;
  if (first) return { unclear: `There are ${more.length + 1} new ones like it.` };
  if (identity.by === "id" || identity.unique) return "absent";
  return { unclear: `No such ${noun} was there when it was looked for.`, isNone: true };
}

function isCreated({ kind }: Shelf, fields: readonly FieldChange[], { ref, value }: Stored): boolean {
  return ref.id !== "" && hasAll(kind, fields, fieldsOf(kind, value));
}

/** Those that bear the identity that the fields of `draft` give. */
export async function findAlike(
  { kind, store }: Shelf,
  ref: Ref,
  draft: object,
  signal: AbortSignal,
): Promise<readonly Stored[]> {
  if (ref.id !== undefined) {
    const found = await store.read({ ...ref, id: ref.id }, signal);
    return found ? [found] : [];
  }
  const names: readonly string[] = kind.identity.by === "fields" ? kind.identity.fields : [];
  const where = Object.fromEntries(Object.entries(draft).filter(([name]) => names.includes(name)));
  const found: Stored[] = [];
  for await (const one of store.list(ref.owner, where, signal)) found.push(one);
  return found;
}

/** An answer that is not the whole resource with every intended field says nothing. */
const otherAnswer = new Failure("unreachable", "The answer is not what was asked for.", {
  remedy: "Try again; if it stays so, look at what stands between you and the cloud, such as a proxy.",
});

async function send<Answer extends Stored | "deleted">(
  request: () => Promise<Answer>,
  doubtOf: (answer: Answer) => Failure | undefined,
  look: (signal: AbortSignal) => Promise<Found>,
  sending: Sending,
): Promise<Ending> {
  let failure: Failure;
  try {
    const answer = await request();
    const doubt = doubtOf(answer);
    if (!doubt) return answer === "deleted" ? { outcome: "made" } : { outcome: "made", stored: answer };
    failure = doubt;
  } catch (error) {
    failure = toFailure(error);
    const meetsItself = failure.code === "already-exists" || failure.code === "changed-on-server";
    if (certainCodes.has(failure.code) && !(sending.isRepeat && meetsItself)) {
      return { outcome: "not-made", failure, mayCome: sending.isRepeat };
    }
  }
  return lookAfter(failure, look, sending);
}

/** What became of a request whose answer says nothing, as far as a look can tell. */
export async function lookAfter(
  failure: Failure,
  look: (signal: AbortSignal) => Promise<Found>,
  { signal, limits }: Pick<Sending, "signal" | "limits">,
): Promise<Ending> {
  const patience = signal.aborted
    ? AbortSignal.timeout(limits.lookAfterCancel)
    : AbortSignal.any([signal, AbortSignal.timeout(limits.look)]);
  try {
    const found = await beforeAbort(look(patience), patience);
    if (found === "absent") return { outcome: "not-made", failure, mayCome: true };
    if (found === "done") return { outcome: "made" };
    if ("unclear" in found) {
      return {
        outcome: "unknown",
        failure: unclear(failure, found.unclear),
        ...(found.isNone && { isNone: true }),
      };
    }
    return { outcome: "made", stored: found };
  } catch (error) {
    const { code, message } = toFailure(error);
    const reason = code === "cancelled" ? "There was no answer in time." : message;
    return { outcome: "unknown", failure: unclear(failure, `Looking again failed: ${reason}`) };
  }
}

/** Ends with the signal whatever `work` does. */
function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = new Promise<never>((_, reject) => {
    const give = () => reject(new Failure("cancelled", "Cancelled."));
    if (signal.aborted) give();
    else signal.addEventListener("abort", give, { once: true });
  });
  return Promise.race([work, aborted]);
}

function unclear(failure: Failure, why: string): Failure {
  const { code, message, signIns, account, missingScopes, details, cause } = failure;
  return new Failure(code, `${message} It is not known whether it took effect. ${why}`, {
    remedy: "Try again: it is looked for once more before anything is sent.",
    signIns,
    ...(account !== undefined && { account }),
    missingScopes,
    details,
    cause,
  });
}
