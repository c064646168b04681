import { isElements } from "../../resources/fields.ts";
import type { Entry, Journal } from "../../resources/journal.ts";
import type { FieldChange } from "../../resources/kind.ts";
import { passwordIn } from "../review/plan-face.ts";
import type { Services } from "../services.ts";

/** A password that was made up for a user whom a plan has created, or given a new one. */
interface GeneratedPassword {
  readonly email: string;
  readonly password: string;
}

/** The password that still has to be shown; `undefined` when there is none, or the user was not created. */
export function passwordOf(journal: Journal): GeneratedPassword | undefined {
  const { passwordOf: id, user } = passwordIn(journal);
  const entry = journal.entries.find(({ change }) => change.id === id);
  if (entry?.state !== "made" || entry.undo?.state === "undone") return undefined;
  // somebody else made just that user meanwhile, with a password of their own
  if (entry.change.verb === "create" && entry.wrote?.length === 0) return undefined;
  const [email = user, password] = [textIn(entry, "email"), textIn(entry, "password")];
  return email === undefined || password === undefined ? undefined : { email, password };
}

/** Takes the password out of where secrets are kept, once it was shown. */
export async function forgetPassword({ journals, locks }: Services, id: string): Promise<void> {
  const journal = await journals.read(id);
  if (!journal || !passwordOf(journal)) return;
  const release = await locks.hold(journal.subject, new AbortController().signal);
  try {
    const now = await journals.read(id);
    if (now) await journals.keep({ ...now, entries: now.entries.map((entry) => without(now, entry)) });
  } finally {
    await release();
  }
}

function without(journal: Journal, entry: Entry): Entry {
  const { change } = entry;
  if (change.id !== passwordIn(journal).passwordOf) return entry;
  return { ...entry, change: { ...change, fields: change.fields.filter(({ path }) => path !== "password") } };
}

function textIn({ change }: Entry, path: string): string | undefined {
  const field = change.fields.find((one: FieldChange) => one.path === path);
  return field && !isElements(field) && typeof field.after === "string" ? field.after : undefined;
}
