import { isUntouched } from "../../resources/journal.ts";
import type { Services } from "../services.ts";

/** Keeps a plan no longer that made nothing, and closes its page: another one takes its place. One that made something stays. */
export async function forgetUntouched({ journals, planTabs }: Services, id: string): Promise<void> {
  const tab = planTabs.get(id);
  const journal = (await journals.read(id)) ?? tab?.current;
  if (!journal || !isUntouched(journal) || tab?.isAtWork) return;
  await journals.delete(id);
  tab?.close();
}
