// What VS Code runs inside the extension host: the bundled in-host tests, under Mocha. Serves the desktop and the harness.
const path = require("node:path");
const Mocha = require("mocha");

exports.run = async () => {
  const root = path.resolve(__dirname, "../..");
  const mocha = new Mocha({
    ui: "tdd",
    timeout: 30_000,
    color: false,
    grep: process.env.TEST_GREP || undefined,
    forbidOnly: true,
    failZero: true,
    reporter: require(path.join(root, "test/support/reporter.cjs")),
  });
  mocha.addFile(path.join(root, "out/host-tests.cjs"));
  const failures = await new Promise((resolve) => mocha.run(resolve));
  if (failures) throw new Error(`${failures} test(s) failed`);
};
