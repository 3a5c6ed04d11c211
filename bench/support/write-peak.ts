// Loaded before a program (--import): writes the most memory that was resident, in kB, when the program ends.
import { writeFileSync } from "node:fs";

const file = process.env.ROSTRUM_BENCH_PEAK_FILE;
if (file) process.on("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
