import { setFlagsFromString } from "node:v8";

/**
 * Lets the heap grow by a third before what is not needed any more is given back. By itself V8 lets it grow to four times
 * what is kept where the machine has much memory: 650 MB for an instance of 5,000 APIs, of which 130 are kept. A pipeline's agent has less.
 */
export function takeLittleMemory(): void {
  setFlagsFromString("--heap-growing-percent=30");
}
