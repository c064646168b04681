import { l10n } from "vscode";
import { Failure, isCancelled, toFailure } from "../../core/failure.ts";
import type { PolicyLevel, StoredPolicy } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { apiSubject, levelPath } from "../../domain/azure-paths.ts";
import { instancePath } from "../../domain/instance-path.ts";
import { certainCodes } from "../../resources/kind.ts";
import { policy } from "../../resources/kinds/policy.ts";
import { withProgress } from "../cancellation.ts";
import { levelLabel } from "../policy-uri.ts";
import type { TellingLocks } from "../services.ts";

/** What is to be written, and where. */
interface PolicyToSave {
  readonly level: PolicyLevel;
  readonly text: string;
  /** Of the text that was seen; `undefined` where there was none. */
  readonly etag: string | undefined;
}

/**
 * Writes a policy as plans do: while no plan and no other save is at work on the same API, and with a look at what is there
 * when nobody knows whether it was written.
 *
 * @throws Failure `changed-on-server` when something else is there, else one that says what is true of it.
 */
export async function saveCertainly(
  cloud: AzureCloud,
  locks: TellingLocks,
  save: PolicyToSave,
  signal: AbortSignal,
): Promise<StoredPolicy> {
  const release = await hold(locks, save.level, signal);
  try {
    return await cloud.writePolicy(save.level, save.text, save.etag, signal);
  } catch (error) {
    if (certainCodes.has(toFailure(error).code) || signal.aborted) throw error;
    return await lookAgain(cloud, save, toFailure(error), signal);
  } finally {
    await release();
  }
}

/** Waits under a notification, whose Cancel saves nothing. */
async function hold(locks: TellingLocks, level: PolicyLevel, signal: AbortSignal) {
  const cancelled = new AbortController();
  let end = () => {};
  const wait = () =>
    void withProgress(
      l10n.t("Saving {0} waits for a plan, or another save, of the same API…", levelLabel(level)),
      (notified) =>
        new Promise<void>((resolve) => {
          end = resolve;
          if (notified.aborted) cancelled.abort();
          notified.addEventListener("abort", () => cancelled.abort(), { once: true });
        }),
    );
  try {
    return await locks.hold(keyOf(level), AbortSignal.any([signal, cancelled.signal]), wait);
  } catch (error) {
    if (!isCancelled(error)) throw error;
    throw new Failure("cancelled", l10n.t("Nothing was saved: a plan is at work on the same API."));
  } finally {
    end();
  }
}

/** Plans hold their API; what belongs to no API is held as a plan's change of it is. */
function keyOf(level: PolicyLevel): string {
  return "apiId" in level
    ? apiSubject(level)
    : `${instancePath(level.instance)}/${policy.id}/${levelPath(level)}`;
}

async function lookAgain(
  cloud: AzureCloud,
  { level, text, etag }: PolicyToSave,
  lost: Failure,
  signal: AbortSignal,
): Promise<StoredPolicy> {
  const label = levelLabel(level);
  const found = await cloud.readPolicy(level, signal).catch((error: unknown) => {
    throw new Failure(
      "unreachable",
      l10n.t("It is not known whether {0} was saved: {1}", label, lost.message),
      {
        remedy: l10n.t("Choose Compare with Server before you save again."),
        cause: error,
      },
    );
  });
  if (found && policy.isSame?.("text", text, found.text)) return found;
  if (found?.etag !== etag) {
    throw new Failure("changed-on-server", l10n.t("{0} was changed on the server.", label), { cause: lost });
  }
  throw new Failure("unreachable", l10n.t("{0} was not saved: {1}", label, lost.message), {
    remedy: l10n.t("It was read again and is as it was. Save it again."),
    cause: lost,
  });
}
