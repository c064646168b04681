// Writes to standard error how much memory the program had at most, in kilobytes.
process.on("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
