import { Failure, isCancelled } from "../../core/failure.ts";
import type { InstanceRef, PolicyLevel } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instanceId, levelPath } from "../../domain/azure-paths.ts";
import type { PolicyLevelName, PolicySource } from "../../policy/index.ts";
import { FewAtOnce } from "../few-at-once.ts";

/** So many requests are on their way at the same time: the service limits reads, and says so with 429. */
const atOnce = 12;

/** Behind the id of an API, which revision of it is meant. */
const revision = /;rev=[^/]*/;

/** Reads the policies of an instance: once it has looked which there are, those and no others, else whichever are asked for. */
export class PolicyReader {
  private readonly few = new FewAtOnce(atOnce);
  /** Paths of the levels that have a policy; `undefined` when the service did not tell. */
  private known: ReadonlySet<string> | undefined;
  private readonly operations = new Map<string, string[]>();
  private global: PolicySource | undefined;

  constructor(
    private readonly policies: Pick<AzureCloud, "readPolicy">,
    private readonly instance: InstanceRef,
    readonly tell: (note: string) => void,
    private readonly signal: AbortSignal,
  ) {}

  /** Asks which levels have a policy. A list without one that is there is not complete, and counts for nothing. */
  async look(cloud: Pick<AzureCloud, "listPolicyLevels">): Promise<PolicySource | undefined> {
    const [listed, global] = await Promise.all([
      this.list(cloud),
      this.read({ kind: "global", instance: this.instance }),
    ]);
    this.global = global;
    this.known = listed && (!global || listed.has("global")) ? listed : undefined;
    if (this.known) {
      this.tell(
        "Only policies that the service itself lists are read: where it leaves one out, what that one lets in or keeps out is not told.",
      );
    }
    return this.global;
  }

  /** Ids of the operations of an API that have a policy, in whatever letters; none where the service did not tell. */
  operationsOf(apiId: string): readonly string[] {
    return (this.known && this.operations.get(apiId.toLowerCase())) ?? [];
  }

  /** Ids of the products that have a policy, in whatever letters; `undefined` where the service did not tell. */
  products(): readonly string[] | undefined {
    return this.known && [...this.known].flatMap((key) => /^products\/(.*)$/.exec(key)?.[1] ?? []);
  }

  /** Runs a request when its turn has come. */
  run<T>(task: () => Promise<T>): Promise<T> {
    return this.few.run(task);
  }

  /** The policy of a level; no request is made for one that has none. */
  async policyOf(level: PolicyLevel): Promise<PolicySource | undefined> {
    const isThere = this.known === undefined || level.kind === "fragment" || this.known.has(keyOf(level));
    return isThere ? this.read(level) : undefined;
  }

  private async list(cloud: Pick<AzureCloud, "listPolicyLevels">): Promise<ReadonlySet<string> | undefined> {
    const found = new Set<string>();
    let hasOthers = false;
    try {
      for await (const level of cloud.listPolicyLevels(this.instance, this.signal)) {
        // that of the current revision may be listed with its number
        if (level) this.add(keyOf(level).replace(revision, ""), found);
        else hasOthers = true;
      }
    } catch (error) {
      if (!(error instanceof Failure) || isCancelled(error) || error.code === "unauthorized") throw error;
      return undefined;
    }
    if (hasOthers)
      this.tell(
        "The instance has policies of workspaces, which are not read: who gets in there is not told.",
      );
    return found.size > 0 ? found : undefined;
  }

  private add(key: string, found: Set<string>): void {
    const [, apiId, operationId] = /^apis\/(.*)\/operations\/(.*)$/.exec(key) ?? [];
    if (apiId !== undefined && operationId !== undefined && !found.has(key)) {
      const others = this.operations.get(apiId);
      if (others) others.push(operationId);
      else this.operations.set(apiId, [operationId]);
    }
    found.add(key);
  }

  private read(level: PolicyLevel): Promise<PolicySource | undefined> {
    return this.run(async () => {
      const source = { level: nameOf(level), file: fileOf(level) };
      try {
        const stored = await this.policies.readPolicy(level, this.signal);
        return stored && { ...source, text: stored.text };
      } catch (error) {
        if (!(error instanceof Failure) || isCancelled(error) || error.code === "unauthorized") throw error;
        this.tell(error.message);
        return { ...source, text: undefined };
      }
    });
  }
}

function keyOf(level: PolicyLevel): string {
  return levelPath(level).toLowerCase();
}

function nameOf({ kind }: PolicyLevel): PolicyLevelName {
  return kind;
}

/** The resource id of a level's policy. */
export function fileOf(level: PolicyLevel): string {
  const id = instanceId(level.instance);
  if (level.kind === "fragment") return `${id}/policyFragments/${level.fragmentId}`;
  return level.kind === "global" ? `${id}/policies/policy` : `${id}/${levelPath(level)}/policies/policy`;
}
