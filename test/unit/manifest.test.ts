import assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import manifest from "../../package.json" with { type: "json" };
import texts from "../../package.nls.json" with { type: "json" };
import { kinds } from "../../src/resources/all-kinds.ts";
import {
  capabilities,
  commandIds,
  containerId,
  contextKeys,
  extensionId,
  policyLanguageId,
  schemes,
  settingKeys,
  viewIds,
  walkthroughId,
} from "../../src/shell/ids.ts";

const root = path.resolve(import.meta.dirname, "../..");
const { contributes } = manifest;
const commands: readonly { command: string; title: string; category: string; icon?: unknown }[] =
  contributes.commands;

/** All strings anywhere in a JSON value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}

function sourcesOf(folder: string): string {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith("ids.ts"))
    .map((name) => fs.readFileSync(path.join(root, folder, name), "utf8"))
    .join("\n");
}

const shell = sourcesOf("src/shell");
const menuItems: readonly { command: string; when: string }[] = Object.values(contributes.menus).flat();

suite("the manifest: commands", () => {
  test("contributes exactly the commands of ids.ts", () => {
    assert.deepEqual(commands.map(({ command }) => command).sort(), Object.values(commandIds).sort());
  });

  for (const [name, id] of Object.entries(commandIds)) {
    test(`${id} is used by the shell under its name`, () => {
      assert.match(shell, new RegExp(`commandIds\\.${name}\\b`), `commandIds.${name} is used nowhere.`);
    });
  }

  test("every command has a title of its own and the category; those with a place for an icon have one", () => {
    const titles = commands.map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length);
    const onButtons = new Set(
      Object.values(contributes.menus)
        .flat()
        .flatMap((item) =>
          "group" in item && /^(navigation|inline)/.test(item.group) ? [item.command] : [],
        ),
    );
    for (const { command, category, icon } of commands) {
      assert.equal(category, "%category%", command);
      assert.ok(icon || !onButtons.has(command), `${command} has no icon.`);
    }
  });

  test("menus name only commands that exist", () => {
    const known = new Set<string>(Object.values(commandIds));
    const unknown = menuItems.map(({ command }) => command).filter((command) => !known.has(command));
    assert.deepEqual(unknown, []);
  });

  test("buttons in texts run only commands that exist", () => {
    const tour = `workbench.action.openWalkthrough?%22${extensionId}%23${walkthroughId}%22`;
    const known = new Set<string>([...Object.values(commandIds), `${viewIds.instances}.focus`, tour]);
    const used = stringsIn(texts).flatMap((text) =>
      [...text.matchAll(/\(command:([^)]+)\)/g)].map(([, command]) => command ?? ""),
    );
    assert.ok(used.length > 5);
    assert.deepEqual(
      used.filter((command) => !known.has(command)),
      [],
    );
  });

  test("what acts on a row of a tree alone is not offered by the palette; what can ask for a thing is", () => {
    const hidden = new Set(
      contributes.menus.commandPalette.filter(({ when }) => when === "false").map(({ command }) => command),
    );
    for (const id of [commandIds.loadMore, commandIds.filterItems, commandIds.copyValue]) {
      assert.ok(hidden.has(id), id);
    }
    for (const id of [commandIds.copyId, commandIds.copyAudience, commandIds.openInBrowser]) {
      assert.ok(!hidden.has(id), id);
    }
  });
});

suite("the manifest: when clauses", () => {
  const clauses = [
    ...menuItems.map(({ when }) => when),
    ...contributes.viewsWelcome.flatMap((welcome) => ("when" in welcome ? [String(welcome.when)] : [])),
  ];

  test("read only context keys that the code sets", () => {
    const known = new Set<string>([...Object.values(contextKeys), ...Object.values(viewIds)]);
    const steps = contributes.walkthroughs.flatMap((one) =>
      one.steps.flatMap((step) => step.completionEvents),
    );
    const used = [...clauses, ...steps].flatMap((when) => when.match(/auth0Apim\.\w+/g) ?? []);
    assert.deepEqual(
      used.filter((key) => !known.has(key)),
      [],
    );
    for (const [name, key] of Object.entries(contextKeys)) {
      assert.match(shell, new RegExp(`contextKeys\\.${name}\\b`), `${key} is set nowhere.`);
      assert.ok(used.includes(key), `${key} is read nowhere.`);
    }
  });

  test("ask tree items for every capability and no other", () => {
    const asked = clauses.flatMap((when) =>
      [...when.matchAll(/viewItem =~ \/ (\w+) \//g)].map(([, word]) => word ?? ""),
    );
    assert.deepEqual([...new Set(asked)].sort(), [...capabilities].sort());
  });

  for (const capability of capabilities) {
    test(`some tree item can “${capability}”`, () => {
      assert.match(sourcesOf("src/shell/tree"), new RegExp(`"${capability}"`));
    });
  }
});

suite("the manifest: views", () => {
  test("both views stand in one container and are visible at once", () => {
    assert.deepEqual(
      contributes.viewsContainers.activitybar.map(({ id }) => id),
      [containerId],
    );
    const views = contributes.views[containerId];
    assert.deepEqual(
      views.map(({ id, visibility }) => [id, visibility]),
      [
        [viewIds.tenants, "visible"],
        [viewIds.instances, "visible"],
      ],
    );
  });

  test("both views welcome who is signed out, with a way in and the sandbox", () => {
    for (const [view, command] of [
      [viewIds.tenants, commandIds.connectAuth0],
      [viewIds.instances, commandIds.signInToAzure],
    ]) {
      const welcome = contributes.viewsWelcome.find((one) => one.view === view);
      const key = welcome?.contents.replaceAll("%", "") ?? "";
      const text = Object.entries(texts).find(([name]) => name === key)?.[1] ?? "";
      assert.ok(text.includes(`(command:${command})`), text);
      assert.ok(text.includes(`(command:${commandIds.startSandbox})`), text);
    }
  });
});

suite("the manifest: settings", () => {
  test("no folder can start the sandbox or have its state deleted: only the person's own settings can", () => {
    const own: Readonly<Record<string, { readonly scope?: string }>> = properties;
    for (const key of [settingKeys.startSandboxAutomatically, settingKeys.keepSandboxState]) {
      assert.equal(own[key]?.scope, "application", key);
    }
  });

  const properties: Record<string, object> = contributes.configuration.properties;

  test("are those of ids.ts", () => {
    assert.deepEqual(Object.keys(properties).sort(), Object.values(settingKeys).sort());
  });

  for (const [name, key] of Object.entries(settingKeys)) {
    test(`${key} is described, has a default and is read`, () => {
      const property = properties[key] ?? {};
      assert.ok("markdownDescription" in property || "description" in property, "no description");
      assert.ok("default" in property, "no default");
      assert.match(shell, new RegExp(`settingKeys\\.${name}\\b`));
    });
  }
});

suite("the manifest: files and texts", () => {
  const isFile = (name: string) => fs.statSync(path.join(root, name), { throwIfNoEntry: false })?.isFile();

  test("every %text% is in package.nls.json, and every text there is used", () => {
    const used = stringsIn(manifest).flatMap((text) => (/^%(.+)%$/.exec(text) ?? []).slice(1));
    assert.deepEqual([...new Set(used)].sort(), Object.keys(texts).sort());
  });

  test("every file it names is there", () => {
    const files = stringsIn(contributes).filter((text) =>
      /^(\.\/)?(media|snippets|syntaxes|schemas)\//.test(text),
    );
    assert.ok(files.length > 8);
    assert.deepEqual(
      files.filter((file) => !isFile(file)),
      [],
    );
  });

  test("icons come for light and dark themes, and every icon in media/ is used", () => {
    const named = new Set(stringsIn(manifest));
    const icons = fs.readdirSync(path.join(root, "media")).filter((name) => /\.(svg|png)$/.test(name));
    assert.deepEqual(
      icons.filter((name) => !named.has(`media/${name}`) && !named.has(`./media/${name}`)),
      [],
    );
    for (const { command, icon } of commands) {
      if (typeof icon !== "object" || icon === null) continue;
      assert.deepEqual(Object.keys(icon).sort(), ["dark", "light"], command);
    }
  });

  test("names the extension as the code does", () => {
    assert.equal(`${manifest.publisher}.${manifest.name}`, extensionId);
  });

  test("says what it does where it is not trusted, and where files are not on a disk", () => {
    assert.ok("untrustedWorkspaces" in manifest.capabilities);
    assert.ok("virtualWorkspaces" in manifest.capabilities);
  });

  test("is started by its own documents, views and commands, and by XML that a setting may make policies of", () => {
    assert.deepEqual(manifest.activationEvents, [
      "onFileSystem:apim-policy",
      "onFileSystem:auth0-apim-resource",
      "onLanguage:xml",
    ]);
  });
});

suite("the manifest: documents of resources", () => {
  const schemaFiles = fs.readdirSync(path.join(root, "schemas/resources"));
  const documents = kinds.flatMap(({ document }) => document ?? []);

  test("each schema is bound to the documents that are called like it, and ships", () => {
    const endings = schemaFiles.map((name) => name.replace(/\.schema\.json$/, "")).sort();
    const bound = contributes.jsonValidation.map(({ fileMatch, url }) => [fileMatch, url]);
    assert.deepEqual(
      bound.sort(),
      endings.map((ending) => [`*.${ending}.json`, `./schemas/resources/${ending}.schema.json`]),
      "add what is missing to contributes.jsonValidation",
    );
    assert.ok(fs.readFileSync(path.join(root, ".vscodeignore"), "utf8").includes("!schemas/resources/**"));
  });

  test("the documents of each kind are JSON with comments, and begin new ones from the explorer", () => {
    const patterns = contributes.languages.find(({ id }) => id === "jsonc")?.filenamePatterns ?? [];
    const [{ when } = { when: "" }] = contributes.menus["explorer/context"];
    for (const document of documents) {
      assert.ok(patterns.includes(`*.${document}.json`), document);
      assert.match(when, new RegExp(`[(|]${document}[|)]`));
    }
  });

  test("is saved for review by the keys that save", () => {
    const keys = contributes.keybindings.find(({ command }) => command === commandIds.reviewChanges);
    assert.deepEqual([keys?.key, keys?.mac], ["ctrl+s", "cmd+s"]);
    assert.ok(keys?.when.includes(`resourceScheme == ${schemes.resource}`));
  });
});

suite("the manifest: language, snippets, walkthrough", () => {
  test("policy documents are known by their names", () => {
    const language = contributes.languages.find(({ id }) => id === policyLanguageId);
    assert.deepEqual(language?.extensions, [".policy.xml"]);
    assert.deepEqual(language?.filenames, ["policy.xml"]);
    const endings = ["tpl", "tftpl", "j2", "erb"];
    assert.deepEqual(language?.filenamePatterns, [
      ...endings.map((ending) => `*.policy.xml.${ending}`),
      ...endings.map((ending) => `policy.xml.${ending}`),
    ]);
  });

  test("no snippet file is contributed: it would be offered in expressions and values too", () => {
    assert.ok(!("snippets" in contributes));
  });

  test("every step of the walkthrough can be completed by doing what it says", () => {
    const walkthrough = contributes.walkthroughs.find(({ id }) => id === walkthroughId);
    assert.ok(walkthrough && walkthrough.steps.length >= 5);
    const keys = new Set<string>(Object.values(contextKeys));
    for (const { id, completionEvents, media } of walkthrough.steps) {
      assert.ok(completionEvents.length > 0, id);
      // By what is true and not by a command that was tried.
      for (const event of completionEvents) {
        const [, expression = ""] = /^onContext:(.+)$/.exec(event) ?? assert.fail(event);
        for (const key of expression.split(" && ")) assert.ok(keys.has(key), key);
      }
      const page = fs.readFileSync(path.join(root, media.markdown), "utf8");
      const [, alt = "", picture = ""] =
        /!\[(.+)\]\((.+\.svg)\)/.exec(page) ?? assert.fail(`${id} has no picture`);
      assert.ok(alt.length > 10, "what the picture shows is said");
      assert.ok(fs.existsSync(path.join(root, "media/walkthrough", picture)), picture);
    }
  });
});
