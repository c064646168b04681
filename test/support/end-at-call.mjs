// Preloaded into the program by tests: kills it at one of its calls of the file system, in the middle of the call where it
// writes. END_AT counts from 1; CALLS_FILE gets the number of calls of a run that is not killed.
import * as fs from "node:fs";
import fsp from "node:fs/promises";
import { syncBuiltinESMExports } from "node:module";

const endAt = Number(process.env.END_AT ?? 0);
let calls = 0;

function counted(original, half = () => undefined) {
  return async function (...values) {
    calls += 1;
    if (calls === endAt) {
      await half.call(this, ...values);
      process.kill(process.pid, "SIGKILL");
    }
    return original.apply(this, values);
  };
}

const handle = await fsp.open(process.execPath);
const prototype = Object.getPrototypeOf(handle);
const { write } = prototype;
await handle.close();

for (const name of ["open", "rename", "rm", "realpath", "stat", "access", "readFile", "readdir"])
  fsp[name] = counted(fsp[name]);
for (const name of ["chmod", "chown", "stat", "sync", "close"]) prototype[name] = counted(prototype[name]);
prototype.writeFile = counted(prototype.writeFile, async function (bytes) {
  await write.call(this, bytes, 0, Math.floor(bytes.length / 2));
});
syncBuiltinESMExports();

process.on("exit", () => {
  if (process.env.CALLS_FILE) fs.writeFileSync(process.env.CALLS_FILE, String(calls));
});
