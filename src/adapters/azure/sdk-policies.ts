import type { ApiManagementClient } from "@azure/arm-apimanagement";
import { Failure, isCancelled } from "../../core/failure.ts";
import type { InstanceRef, PolicyLevel, StoredPolicy } from "../../domain/apim.ts";
import type { AzureCloud } from "../../domain/azure-cloud.ts";
import type { RequestOptions } from "../cancellable-calls.ts";
import type { AzureLimits } from "./http-options.ts";
import { knownVersion } from "./known-version.ts";
import { describeLevel, getPolicy, levelOfPolicy, policyCalls, putPolicy } from "./policies.ts";
import type { PolicyCalls } from "./policy-calls.ts";
import type { ResourceManagerCalls } from "./resource-manager-calls.ts";

type PolicyCloud = Pick<
  AzureCloud,
  "listPolicyLevels" | "readPolicy" | "readPolicyEtag" | "writePolicy" | "deletePolicy"
>;

/** What policies are read and written with. */
interface PolicyAccess {
  readonly calls: ResourceManagerCalls;
  readonly limits: AzureLimits;
  /** The SDK's client for the subscription of an instance. */
  client(instance: InstanceRef): ApiManagementClient;
  /** Milliseconds between two looks at a long-running operation. */
  readonly pollInterval: number;
}

/** Policies through Azure's own SDK. */
export class SdkPolicies implements PolicyCloud {
  constructor(private readonly on: PolicyAccess) {}

  async *listPolicyLevels(
    instance: InstanceRef,
    signal: AbortSignal,
  ): AsyncGenerator<PolicyLevel | undefined> {
    const { resourceGroup, serviceName } = instance;
    const all = this.on.calls.each(`list the policies of ${serviceName}`, signal, (options) =>
      this.on.client(instance).allPolicies.listByService(resourceGroup, serviceName, options),
    );
    for await (const { referencePolicyId } of all) yield levelOfPolicy(instance, referencePolicyId ?? "");
  }

  async readPolicy(level: PolicyLevel, signal: AbortSignal): Promise<StoredPolicy | undefined> {
    const calls = this.callsFor(level);
    return this.on.calls.find(`read ${describeLevel(level)}`, signal, (options) =>
      getPolicy(calls, level, options),
    );
  }

  async readPolicyEtag(level: PolicyLevel, signal: AbortSignal): Promise<string | undefined> {
    const calls = this.callsFor(level);
    const doing = `look at ${describeLevel(level)}`;
    try {
      return (await this.on.calls.ask(doing, signal, (options) => calls.head(options))).eTag;
    } catch (error) {
      if (isCancelled(error) || !(error instanceof Failure)) throw error;
      return undefined;
    }
  }

  async writePolicy(
    level: PolicyLevel,
    text: string,
    etag: string | undefined,
    signal: AbortSignal,
  ): Promise<StoredPolicy> {
    const calls = this.callsFor(level);
    const name = describeLevel(level);
    if (etag !== undefined) knownVersion(etag, `write ${name}`);
    else if (await this.readPolicy(level, signal)) {
      throw new Failure("changed-on-server", `Could not create ${name}: it exists by now.`, {
        remedy: "Read it again, then repeat the change.",
      });
    }
    const { limits } = this.on;
    const limit = level.kind === "fragment" ? limits.longRunning : limits.request;
    const write = (options: RequestOptions) => putPolicy(calls, level, text, etag, options);
    return this.on.calls.ask(`write ${name}`, signal, write, limit);
  }

  async deletePolicy(level: PolicyLevel, etag: string, signal: AbortSignal): Promise<void> {
    const calls = this.callsFor(level);
    const doing = `delete ${describeLevel(level)}`;
    const version = knownVersion(etag, doing);
    await this.on.calls.remove(doing, signal, (options) => calls.delete(version, options));
  }

  private callsFor(level: PolicyLevel): PolicyCalls {
    return policyCalls(this.on.client(level.instance), level, this.on.pollInterval);
  }
}
