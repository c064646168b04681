import { API, type Project } from "typescript/unstable/sync";
import { projectRoot } from "./source-files.ts";

/** The project as the compiler knows it, which reads all of it anew; to be closed. */
export function compiledProject(): { readonly project: Project; close(): void } {
  const api = new API({ cwd: projectRoot });
  const [project] = api.updateSnapshot({ openProjects: [`${projectRoot}/tsconfig.json`] }).getProjects();
  if (project) return { project, close: () => api.close() };
  api.close();
  throw new Error("The compiler does not find the project.");
}
