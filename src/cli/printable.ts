/** Control characters, and those that turn the direction of writing round. */
const STEERING = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** `text` as one line: names of files and names in documents must not steer a terminal or a build's log. */
export function printable(text: string): string {
  return text.replace(STEERING, "\uFFFD");
}
