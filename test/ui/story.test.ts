import { keepsContracts } from "./keeps-contracts.ts";
import { Story } from "./story.ts";
import { Workbench } from "./workbench.ts";

suite("the story, by clicks in the sidebar", () => {
  let story: Story;
  let broken = false;

  suiteSetup(async () => {
    story = new Story(await Workbench.open({ pictures: "ui/story" }));
  });

  suiteTeardown(async () => {
    await story?.workbench.close();
    keepsContracts(story?.workbench.recording);
  });

  // Each step goes on where the one before it stopped, as a story does; once one fails the rest cannot be told.
  for (const { name, run } of Story.steps) {
    test(name, async function () {
      if (broken) this.skip();
      broken = true;
      try {
        await run(story);
      } catch (error) {
        await story.workbench.picture(`failed ${name}`);
        throw error;
      }
      broken = false;
    });
  }
});
