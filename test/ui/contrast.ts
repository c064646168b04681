import type { Locator } from "playwright-core";

/** What WCAG 2.1 asks of text of this size (success criterion 1.4.3). */
const enough = 4.5;

/** Those of `texts` in a page of ours that are hard to read against what lies behind them, each with its contrast. */
export async function hardToRead(texts: Locator): Promise<string[]> {
  const seen = await texts.evaluateAll((elements) =>
    elements.map((element) => {
      const { documentElement, defaultView } = element.ownerDocument;
      const behind: string[] = [];
      for (let one = element; one; one = one.parentElement) {
        behind.push(defaultView.getComputedStyle(one).backgroundColor);
      }
      // the editor's shows through
      behind.push(
        defaultView.getComputedStyle(documentElement).getPropertyValue("--vscode-editor-background"),
      );
      return { text: element.textContent.trim(), color: defaultView.getComputedStyle(element).color, behind };
    }),
  );
  return seen.flatMap(({ text, color, behind }) => {
    const back = behind.map(channels).reduceRight((below, above) => over(above, below));
    const [dark = 0, light = 0] = [luminance(over(channels(color), back)), luminance(back)].sort(
      (a, b) => a - b,
    );
    const contrast = (light + 0.05) / (dark + 0.05);
    return contrast < enough ? [`${text}: ${contrast.toFixed(1)}`] : [];
  });
}

/** Red, green and blue from 0 to 255, and how much covers what is behind, from 0 to 1. */
function channels(color: string): number[] {
  const [, hex] = /^#([0-9a-f]{6})$/i.exec(color.trim()) ?? [];
  if (hex) return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  const numbers = (color.replace("color(srgb", "").match(/[\d.]+/g) ?? []).map(Number);
  // what is mixed counts to 1
  const scale = color.startsWith("color(") ? 255 : 1;
  return numbers.map((number, index) => (index < 3 ? number * scale : number));
}

function over(above: readonly number[], below: readonly number[]): number[] {
  const [, , , alpha = 1] = above;
  return below.slice(0, 3).map((channel, index) => channel + ((above[index] ?? 0) - channel) * alpha);
}

/** Relative luminance as WCAG 2.1 defines it. */
function luminance(color: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) =>
    channel / 255 <= 0.04045 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
