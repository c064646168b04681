import { FoundOnce } from "../alike.ts";
import { type Call, type SpaceCalls, spacesOf } from "../calls.ts";
import type {
  ApiSnapshot,
  InstanceSnapshot,
  OperationSnapshot,
  ProductSnapshot,
} from "../instance-snapshot.ts";
import { type Admission, admissionsOf } from "./admission.ts";
import type { Caller } from "./caller.ts";
import { type Fate, fateOfAll } from "./fate.ts";
import { fateByPolicies, fateWithoutKey } from "./follow.ts";

/** An operation as reports name it. */
export interface OperationName {
  /** With its workspace and a slash in front. */
  readonly api: string;
  /** `null` for those of an API that are not known. */
  readonly operation: string | null;
}

/** What becomes of callers at the operations of an instance. Each document is parsed once. */
export class Fates {
  private readonly apis = new Map<string, ApiFates>();

  constructor(instance: InstanceSnapshot) {
    for (const space of spacesOf(instance)) {
      for (const api of space.apis) this.apis.set(space.nameOf(api), new ApiFates(space, api));
    }
  }

  /** What becomes of a caller; unknown at an operation that is not there. */
  of({ api, operation }: OperationName, caller: Caller): Fate {
    const found = this.apis.get(api)?.of(operation, caller);
    return found ?? { kind: "unknown", why: `There is no operation ${operation ?? ""} of ${api}.` };
  }
}

/** What becomes of `caller` at one operation. */
export function fateOf(instance: InstanceSnapshot, operation: OperationName, caller: Caller): Fate {
  return new Fates(instance).of(operation, caller);
}

class ApiFates {
  private readonly callOf: ReturnType<SpaceCalls["callsOf"]>;
  private readonly calls = new Map<OperationSnapshot | undefined, Map<ProductSnapshot | undefined, Call>>();
  private readonly admitted = new FoundOnce<Caller, Fate>();
  private readonly notAdmitted = new FoundOnce<Caller, Fate>();
  private readonly operations: ReadonlyMap<string | null, OperationSnapshot | undefined>;

  constructor(
    private readonly space: SpaceCalls,
    private readonly api: ApiSnapshot,
  ) {
    this.callOf = space.callsOf(api);
    this.operations = new Map(space.operationsOf(api).map((each) => [each?.name ?? null, each]));
  }

  of(name: string | null, caller: Caller): Fate | undefined {
    if (!this.operations.has(name)) return undefined;
    if (name === null && this.api.listed === "unreadable") {
      return { kind: "unknown", why: `The operations of ${this.api.name} cannot be read.` };
    }
    const operation = this.operations.get(name);
    const admissions = admissionsOf(this.space, this.api, caller.key);
    return fateOfAll(
      admissions.map((admission) => this.afterAdmission(admission, operation, caller)),
      () => "Whether a key is asked for, or which product the call runs in, is not known.",
    );
  }

  private afterAdmission(
    admission: Admission,
    operation: OperationSnapshot | undefined,
    caller: Caller,
  ): Fate {
    const call = this.call(operation, admission.isAdmitted ? admission.product : undefined);
    if (admission.isAdmitted) return this.admitted.of(call.alike, caller, () => fateByPolicies(call, caller));
    const refusal = { status: 401, by: admission.by, isError: true };
    return this.notAdmitted.of(call.alike, caller, () => fateWithoutKey(call, caller, refusal));
  }

  /** What policies a call meets is found once for all callers. */
  private call(operation: OperationSnapshot | undefined, product: ProductSnapshot | undefined): Call {
    const known = this.calls.get(operation) ?? new Map<ProductSnapshot | undefined, Call>();
    this.calls.set(operation, known);
    const call = known.get(product) ?? this.callOf(operation, product);
    known.set(product, call);
    return call;
  }
}
