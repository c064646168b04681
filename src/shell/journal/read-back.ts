import { toFailure } from "../../core/failure.ts";
import type { Journal } from "../../resources/journal.ts";
import { faceOf, type PlanFace, type ReadBack, toPage } from "../review/plan-face.ts";
import { planState } from "../review/plan-numbers.ts";
import type { Services } from "../services.ts";

/** The plan with who gets in now that it is made: what is said of it in the end is what was read, not what was planned. */
export async function withReadBack(
  services: Pick<Services, "accounts" | "journals">,
  journal: Journal,
  signal: AbortSignal,
): Promise<Journal> {
  const face = faceOf(journal);
  if (planState(journal) !== "done" || !face?.wanted) return journal;
  const readBack = await readAccess(services, face, face.wanted, signal);
  const next = { ...journal, page: toPage({ ...face, readBack }) };
  await services.journals.keep(next);
  return next;
}

async function readAccess(
  { accounts }: Pick<Services, "accounts">,
  { api }: PlanFace,
  wanted: NonNullable<PlanFace["wanted"]>,
  signal: AbortSignal,
): Promise<ReadBack> {
  try {
    const { readWhoGetsIn } = await import("../../workflows/secure-api/who-gets-in.ts");
    const cloud = await accounts.openAzure(await accounts.ownerOf(api.instance, signal));
    return { kind: "read", access: await readWhoGetsIn(cloud, api, wanted, signal) };
  } catch (error) {
    // all was made; that it cannot be looked at is told
    return { kind: "unread", why: toFailure(error).text };
  }
}
