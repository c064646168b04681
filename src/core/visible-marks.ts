/**
 * What steers the screen instead of being seen on it: control characters (C0 but tab and line ends, C1), marks and overrides of
 * the direction of writing, separators of lines, and characters without a width, among them the tags of plane 14, in which whole
 * sentences can be hidden. Variation selectors stay: emoji need them, and they change only how a character looks.
 */
const steering =
  /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\u034f|\u17b4|\u17b5|\r(?!\n)|\udb40[\udc00-\udc7f]/g;

const layout = /[\t\n\r]/g;

/**
 * `text` with everything in it that steers a screen written out, as in `\u202e`: names in clouds, names of files and texts of
 * policies are chosen by anybody, and must look like what they are in pages, dialogs and terminals. Tabs and line ends stay.
 * Each UTF-16 unit is written by itself, so that JSON stays the same JSON.
 */
export function showMarks(text: string): string {
  return text.replace(steering, written);
}

/** As {@link showMarks}, for places with room for one line: tabs and line ends are written out too. */
export function showMarksInLine(text: string): string {
  return showMarks(text).replace(layout, written);
}

/** `text` without anything that steers a screen, for a name that is suggested to somebody: what is written to a cloud is seen whole. */
export function withoutMarks(text: string): string {
  return text.replace(steering, "");
}

function written(mark: string): string {
  return Array.from(
    { length: mark.length },
    (_, index) => `\\u${mark.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
