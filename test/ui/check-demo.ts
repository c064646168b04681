// `npm run demo -- --check`: the whole story, headless, each step with its time.
import { Story } from "./story.ts";
import { Workbench } from "./workbench.ts";

const begin = performance.now();
const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(1)} s`;
const workbench = await Workbench.open({ pictures: "demo" });
console.log(`✔ VS Code ${workbench.server.version} with the extension opens (${seconds(begin)})`);
let failed = false;
try {
  const story = new Story(workbench);
  for (const step of Story.steps) {
    const began = performance.now();
    try {
      await step.run(story);
    } catch (error) {
      failed = true;
      const picture = await workbench.picture("failed");
      console.error(
        `✘ ${step.name} (${seconds(began)})\n${error instanceof Error ? error.stack : error}\nsee ${picture}`,
      );
      break;
    }
    console.log(`✔ ${step.name} (${seconds(began)})`);
  }
} finally {
  await workbench.close();
}
console.log(
  `${failed ? "The story broke off" : "The whole story"}: ${seconds(begin)}; pictures are in test-results/demo.`,
);
process.exitCode = failed ? 1 : 0;
