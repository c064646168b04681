import { Failure, isCancelled } from "../../core/failure.ts";
import type { ApimApi, InstanceRef, PolicyLevel, WorkspaceRef } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import { apiLevel, instanceId, levelPath, spaceId } from "../../domain/azure-paths.ts";
import type { PolicyLevelName, PolicySource } from "../../policy/index.ts";
import { FewAtOnce } from "../few-at-once.ts";

/** So many requests are on their way at the same time: the service limits reads, and says so with 429. */
const atOnce = 12;

/** The path of an API in small letters, with the number of a revision behind it, or without. */
const ofApi = /^((?:workspaces\/[^/]*\/)?apis\/[^/;]*)(?:;rev=([^/]*))?/;

/** The path of a workspace in small letters. */
const ofWorkspace = /^workspaces\/([^/]*)/;

/** Reads the policies of an instance: once it has looked which there are, those and no others, else whichever are asked for. */
export class PolicyReader {
  private readonly few = new FewAtOnce(atOnce);
  /** Paths of the levels that have a policy; `undefined` when the service did not tell. */
  private known: ReadonlySet<string> | undefined;
  /** Ids of operations that have a policy, by the path of their API. */
  private readonly operations = new Map<string, string[]>();
  /** Numbers of revisions that have a policy, by the path of their API. */
  private readonly revisions = new Map<string, Set<string>>();
  /** Which revision callers get, by the path of the API. */
  private readonly currents = new Map<string, string>();
  /** Workspaces, in small letters, of which a policy is listed, and whether the list lacks one that is there. */
  private readonly workspaces = new Map<string, "listed" | "incomplete">();

  /** Whether policies are listed at levels that are not known here. */
  hasUnknownLevels = false;

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

  /** Workspaces, in small letters, of which a policy is listed. */
  get listedWorkspaces(): readonly string[] {
    return [...this.workspaces.keys()];
  }

  /** Reads the policy of a workspace whether it is listed or not: a list without one that is there counts for nothing. */
  async lookInto({ instance, workspace }: WorkspaceRef): Promise<PolicySource | undefined> {
    const level = { kind: "workspace", instance, workspace } as const;
    const policy = await this.read(level);
    if (policy && !this.known?.has(keyOf(level))) this.workspaces.set(workspace.toLowerCase(), "incomplete");
    return policy;
  }

  /** Says which revision of an API callers get: its policies may be listed under its number. */
  knowCurrent(api: ApimApi): void {
    this.currents.set(pathOf(api), api.revision);
  }

  /** Whether a revision that callers of the API do not get has a policy, as far as the service told. */
  hasOtherRevisions(api: ApimApi): boolean {
    return [...(this.revisions.get(pathOf(api)) ?? [])].some((number) => number !== api.revision);
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
    const isThere = !this.isTold(level) || level.kind === "fragment" || this.known?.has(key);
    return isThere || this.known?.has(this.numbered(key)) ? this.read(level) : undefined;
  }

  /** Whether the list tells of a level if it has a policy. Whether it tells of workspaces is only known once it tells of one. */
  private isTold({ workspace }: PolicyLevel): boolean {
    if (!this.known || workspace === undefined) return this.known !== undefined;
    return this.workspaces.size > 0 && this.workspaces.get(workspace.toLowerCase()) !== "incomplete";
  }

  /** A path with the number of the current revision in it, if that is known. */
  private numbered(path: string): string {
    return path.replace(ofApi, (whole, plain: string, number?: string) => {
      const current = number === undefined ? this.currents.get(plain) : undefined;
      return current === undefined ? whole : `${whole};rev=${current}`;
    });
  }

  private async list(cloud: Pick<AzureCloud, "listPolicyLevels">): Promise<ReadonlySet<string> | undefined> {
    const found = new Set<string>();
    try {
      for await (const level of cloud.listPolicyLevels(this.instance, this.signal)) {
        if (level) this.add(keyOf(level), found);
        else this.hasUnknownLevels = true;
      }
    } catch (error) {
      if (!(error instanceof Failure) || isCancelled(error) || error.code === "unauthorized") throw error;
      return undefined;
    }
    if (this.hasUnknownLevels)
      this.tell(
        "The instance has policies at levels that this version does not know: who gets in there is not told.",
      );
    return found.size > 0 ? found : undefined;
  }

  private add(key: string, found: Set<string>): void {
    found.add(key);
    const workspace = ofWorkspace.exec(key)?.[1];
    if (workspace !== undefined) this.workspaces.set(workspace, "listed");
    const [path, plain, number] = ofApi.exec(key) ?? [];
    if (path === undefined || plain === undefined) return;
    const [, operationId] = key.slice(path.length).split("/operations/");
    if (operationId !== undefined)
      this.operations.set(path, [...(this.operations.get(path) ?? []), operationId]);
    if (number !== undefined) this.revisions.set(plain, new Set(this.revisions.get(plain)).add(number));
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

function pathOf(api: ApimApi): string {
  return keyOf(apiLevel(api));
}

function nameOf({ kind }: PolicyLevel): PolicyLevelName {
  return kind;
}

/** The resource id of a level's policy. */
export function fileOf(level: PolicyLevel): string {
  if (level.kind === "fragment") return `${spaceId(level)}/policyFragments/${level.fragmentId}`;
  const path = level.kind === "global" ? "" : `/${levelPath(level)}`;
  return `${instanceId(level.instance)}${path}/policies/policy`;
}
