import assert from "node:assert/strict";
import type { Locator } from "playwright-core";
import { literally, type Workbench } from "./workbench.ts";

/** How long a key is waited for before it counts as lost, in milliseconds: it is then pressed once more. */
const patience = 3000;

/** What a person does in one of the trees by the keyboard only. */
export class TreeKeys {
  private readonly tree: Locator;
  /** The row that has the focus. */
  readonly focused: Locator;

  constructor(
    private readonly workbench: Workbench,
    tree: string,
  ) {
    this.tree = workbench.tree(tree);
    this.focused = this.tree.locator(".monaco-list-row.focused");
  }

  /** Puts the keyboard into the tree: a page or a question that went away may have taken it elsewhere. */
  async hasFocus(): Promise<void> {
    const inside = await this.tree.evaluate((one) => one.contains(one.ownerDocument.activeElement));
    if (!inside) await this.tree.focus();
  }

  async press(key: string): Promise<void> {
    await this.hasFocus();
    await this.workbench.page.keyboard.press(key);
  }

  /** Goes to the next row. Where a key has only come late, so that two have gone down, it goes up again. */
  async goDown(): Promise<void> {
    const next = (await this.index()) + 1;
    for (let at = next - 1; at !== next; at = await this.index()) {
      await this.press(at > next ? "ArrowUp" : "ArrowDown");
      await this.comes(this.tree.locator(`.monaco-list-row.focused[data-index="${next}"]`));
    }
  }

  /** Opens or closes the row that has the focus, where it is the other way. */
  async set(expanded: "true" | "false"): Promise<void> {
    const other = expanded === "true" ? "false" : "true";
    while ((await this.focused.getAttribute("aria-expanded")) === other) {
      await this.press(expanded === "true" ? "ArrowRight" : "ArrowLeft");
      await this.comes(this.tree.locator(`.monaco-list-row.focused[aria-expanded="${expanded}"]`));
    }
  }

  /** Waits for what is below the row that has the focus, on the next level: it comes some time after the row has opened. */
  async hasBelow(level: number): Promise<void> {
    const next = `.monaco-list-row[data-index="${(await this.index()) + 1}"][aria-level="${level + 1}"]`;
    await this.tree.locator(next).waitFor();
  }

  /** Goes down from the first row until one has this label, or a spoken name like this. */
  async walkTo(label: string | RegExp): Promise<void> {
    const name = typeof label === "string" ? new RegExp(`^${literally(label)}(?:,|$)`) : label;
    await this.press("Home");
    const first = this.tree.locator('.monaco-list-row.focused[data-index="0"]');
    await first.waitFor();
    for (let step = 0; step < 80; step += 1) {
      if (name.test((await this.focused.getAttribute("aria-label")) ?? "")) return;
      await this.goDown();
    }
    assert.fail(`The keyboard does not reach ${label}.`);
  }

  /** Opens the menu of the row that has the focus, and gives the accessible names in it. */
  async openMenu(key: "Shift+F10" | "ContextMenu"): Promise<string[]> {
    while (!(await this.menu.isVisible())) {
      await this.press(key);
      await this.comes(this.menu);
    }
    return this.namesInMenu();
  }

  /** The accessible names in the menu that is open. */
  async namesInMenu(): Promise<string[]> {
    await this.menu.waitFor();
    return this.menu
      .getByRole("menuitem")
      .evaluateAll((items) =>
        items.map((item) => item.querySelector(".action-label")?.getAttribute("aria-label") ?? ""),
      );
  }

  async closeMenu(): Promise<void> {
    await this.workbench.page.keyboard.press("Escape");
    await this.menu.waitFor({ state: "detached" });
  }

  /** Chooses an entry of the menu of the row that has the focus, by the arrow keys. */
  async choose(title: string): Promise<void> {
    const names = await this.openMenu("Shift+F10");
    assert.ok(names.includes(title), `${title} is not in ${names}`);
    const chosen = this.menu.locator(".action-item.focused .action-label").first();
    for (const _ of [...names, ...names]) {
      await this.workbench.page.keyboard.press("ArrowDown");
      if ((await chosen.getAttribute("aria-label")) === title)
        return this.workbench.page.keyboard.press("Enter");
    }
    assert.fail(`the arrow keys do not reach ${title}`);
  }

  private get menu(): Locator {
    return this.workbench.page.locator(".context-view .monaco-menu").first();
  }

  private async index(): Promise<number> {
    return Number(await this.focused.getAttribute("data-index"));
  }

  private async comes(something: Locator): Promise<void> {
    await something.waitFor({ timeout: patience }).catch(() => undefined);
  }
}
