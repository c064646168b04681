import type { AzureState } from "../azure/state.ts";
import type { Origins } from "../service.ts";
export function seedResources(_state: AzureState, _origins: Origins, _now: number): void {}
