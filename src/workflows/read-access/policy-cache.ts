import type { PolicyLevel, StoredPolicy } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instanceId, levelPath } from "../../domain/azure-paths.ts";

/** What was asked for at a level. */
interface Entry {
  readonly policy: Promise<StoredPolicy | undefined>;
  /** Of the one who asked. */
  readonly signal: AbortSignal;
  /** How often there was doubt before it was asked for. */
  readonly doubts: number;
}

/**
 * Policies as they were read, so that looking again costs little. Until there is doubt nothing is asked for twice; then the service
 * is asked for the ETag first, and for the text only when that is another one.
 */
export class PolicyCache implements Pick<AzureCloud, "readPolicy"> {
  private readonly entries = new Map<string, Entry>();
  private doubts = 0;

  constructor(private readonly cloud: Pick<AzureCloud, "readPolicy" | "readPolicyEtag">) {}

  /** As the cloud's; fails as that does, and forgets that it failed. */
  readPolicy(level: PolicyLevel, signal: AbortSignal): Promise<StoredPolicy | undefined> {
    const key = `${instanceId(level.instance)}/${levelPath(level)}`.toLowerCase();
    const known = this.entries.get(key);
    if (known?.doubts === this.doubts) {
      // who asked may have given up since
      const again = () => this.readPolicy(level, signal);
      return known.signal === signal ? known.policy : known.policy.catch(again);
    }
    const policy = known ? this.again(level, known, signal) : this.cloud.readPolicy(level, signal);
    const entry = { policy, signal, doubts: this.doubts };
    this.entries.set(key, entry);
    policy.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key);
    });
    return policy;
  }

  /** What is known may not be so any more: something was written, or somebody asks to look again. */
  doubt(): void {
    this.doubts += 1;
  }

  private async again(
    level: PolicyLevel,
    known: Entry,
    signal: AbortSignal,
  ): Promise<StoredPolicy | undefined> {
    const policy = await known.policy.catch(() => undefined);
    if (policy && (await this.cloud.readPolicyEtag(level, signal)) === policy.etag) return policy;
    return this.cloud.readPolicy(level, signal);
  }
}
