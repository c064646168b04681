import { Failure, isCancelled } from "../../core/failure.ts";
import type { ApimApi, InstanceRef, PolicyLevel } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { instanceId, levelPath } from "../../domain/azure-paths.ts";
import type { PolicyLevelName, PolicySource } from "../../policy/index.ts";
import { FewAtOnce } from "../few-at-once.ts";

/** So many requests are on their way at the same time: the service limits reads, and says so with 429. */
const atOnce = 12;

/** The path of an API in small letters, with the number of a revision behind it, or without. */
const ofApi = /^apis\/([^/;]*)(?:;rev=([^/]*))?/;

/** Reads the policies of an instance: once it has looked which there are, those and no others, else whichever are asked for. */
export class PolicyReader {
  private readonly few = new FewAtOnce(atOnce);
  /** Paths of the levels that have a policy; `undefined` when the service did not tell. */
  private known: ReadonlySet<string> | undefined;
  /** Ids of operations that have a policy, by the path of their API. */
  private readonly operations = new Map<string, string[]>();
  /** Numbers of revisions that have a policy, by the name of their API. */
  private readonly revisions = new Map<string, Set<string>>();
  /** Which revision callers get, by the name of the API. */
  private readonly currents = new Map<string, string>();

  /** Whether policies of workspaces are listed; only a list tells of them. */
  hasWorkspaces = false;

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
    this.known = listed && (!global || listed.has("global")) ? listed : undefined;
    if (this.known) {
      this.tell(
        "Only policies that the service itself lists are read: where it leaves one out, what that one lets in or keeps out is not told.",
      );
    }
    return global;
  }

  /** Says which revision of an API callers get: its policies may be listed under its number. */
  knowCurrent({ apiId, revision }: Pick<ApimApi, "apiId" | "revision">): void {
    this.currents.set(apiId.toLowerCase(), revision);
  }

  /** Whether a revision that callers of the API do not get has a policy, as far as the service told. */
  hasOtherRevisions({ apiId, revision }: Pick<ApimApi, "apiId" | "revision">): boolean {
    return [...(this.revisions.get(apiId.toLowerCase()) ?? [])].some((number) => number !== revision);
  }

  /** Ids of the operations of an API that have a policy, in whatever letters; none where the service did not tell. */
  operationsOf(apiId: string): readonly string[] {
    const path = `apis/${apiId}`.toLowerCase();
    const listed = [path, this.numbered(path)].flatMap((one) => this.operations.get(one) ?? []);
    return this.known ? [...new Set(listed)] : [];
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
    const key = keyOf(level);
    const isThere = !this.known || level.kind === "fragment" || this.known.has(key);
    return isThere || this.known?.has(this.numbered(key)) ? this.read(level) : undefined;
  }

  /** A path with the number of the current revision in it, if that is known. */
  private numbered(path: string): string {
    return path.replace(ofApi, (whole, name: string, number?: string) => {
      const current = number === undefined ? this.currents.get(name) : undefined;
      return current === undefined ? whole : `${whole};rev=${current}`;
    });
  }

  private async list(cloud: Pick<AzureCloud, "listPolicyLevels">): Promise<ReadonlySet<string> | undefined> {
    const found = new Set<string>();
    try {
      for await (const level of cloud.listPolicyLevels(this.instance, this.signal)) {
        if (level) this.add(keyOf(level), found);
        else this.hasWorkspaces = true;
      }
    } catch (error) {
      if (!(error instanceof Failure) || isCancelled(error) || error.code === "unauthorized") throw error;
      return undefined;
    }
    if (this.hasWorkspaces)
      this.tell(
        "The instance has policies of workspaces, which are not read: who gets in there is not told.",
      );
    return found.size > 0 ? found : undefined;
  }

  private add(key: string, found: Set<string>): void {
    found.add(key);
    const [path, name, number] = ofApi.exec(key) ?? [];
    if (path === undefined || name === undefined) return;
    const [, operationId] = key.slice(path.length).split("/operations/");
    if (operationId !== undefined)
      this.operations.set(path, [...(this.operations.get(path) ?? []), operationId]);
    if (number !== undefined) this.revisions.set(name, new Set(this.revisions.get(name)).add(number));
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
