import * as inspector from "node:inspector";

/** Addresses of every script that this process has loaded, as the JavaScript engine itself tells them. */
export function loadedScripts(): string[] {
  const session = new inspector.Session();
  const urls: string[] = [];
  session.connect();
  session.on("Debugger.scriptParsed", ({ params }) => urls.push(params.url));
  session.post("Debugger.enable");
  session.post("Debugger.disable");
  session.disconnect();
  return urls;
}
