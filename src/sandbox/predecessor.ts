import { setTimeout as wait } from "node:timers/promises";
import { connect } from "node:tls";
import { Failure } from "../core/failure.ts";
import type { SandboxState } from "./state.ts";

/** Milliseconds that an ending sandbox gets to let go of its state. */
export const defaultPatience = 3000;
const defaultPause = 50;
const answerTimeout = 1000;

/**
 * Sees to it that no other sandbox works on the same state: one that does is reachable where the state says, with a
 * certificate of the state's own authority. One that is just ending, as after a reload of the editor, is waited for.
 *
 * @throws Failure `already-exists` when it is still there after `patience` milliseconds.
 */
export async function waitForPredecessor(state: SandboxState, path: string, patience: number): Promise<void> {
  const origin = state.origins.auth0;
  const pauses = Math.ceil(patience / defaultPause);
  for (let pause = 0; await answersAs(origin, state.authority.certificate); pause++) {
    if (pause >= pauses) {
      throw new Failure("already-exists", `The state file ${path} is in use by the sandbox at ${origin}.`, {
        remedy: "Stop that sandbox, or name another file with --state.",
      });
    }
    await wait(defaultPause);
  }
}

/** Whether `origin` is served with a certificate that `authority` issued. */
function answersAs(origin: string, authority: string): Promise<boolean> {
  const { hostname: host, port } = new URL(origin);
  return new Promise((resolve) => {
    const socket = connect({ host, port: Number(port), ca: authority, timeout: answerTimeout });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("secureConnect", () => settle(true));
    socket.once("timeout", () => settle(false));
    socket.on("error", () => settle(false));
  });
}
