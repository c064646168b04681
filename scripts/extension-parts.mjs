// What of the working tree makes up the extension when it is installed, by the list that the packager goes by.
import * as fs from "node:fs";
import * as path from "node:path";

/** The files and folders that .vscodeignore lets through; everything else stays out. */
export function extensionParts(root) {
  const [first, ...lines] = fs.readFileSync(path.join(root, ".vscodeignore"), "utf8").trim().split("\n");
  if (first !== "**" || lines.some((line) => !line.startsWith("!"))) {
    throw new Error(".vscodeignore must leave out everything (**) and then let parts through (!part).");
  }
  return lines.map((line) => line.slice(1).replace(/\/\*\*$/, ""));
}

/** The files of those parts that are there, relative to `root`. */
export function extensionFiles(root) {
  return extensionParts(root)
    .filter((part) => fs.existsSync(path.join(root, part)))
    .flatMap((part) =>
      fs.statSync(path.join(root, part)).isFile()
        ? [part]
        : fs
            .readdirSync(path.join(root, part), { recursive: true })
            .map((name) => path.join(part, String(name)))
            .filter((file) => fs.statSync(path.join(root, file)).isFile()),
    );
}
