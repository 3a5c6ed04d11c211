/** For tests: a process that takes the lock of the folder in its arguments, says so, and stays until killed. */
import { takeLock } from "../lock.ts";

const [folder = "", url] = process.argv.slice(2);
try {
  const lock = takeLock(folder, "serve", new Date());
  if (url !== undefined) lock.announce(url);
  process.stdout.write("taken\n");
  setInterval(() => {}, 60_000);
} catch (error) {
  process.stdout.write(`refused: ${(error as Error).message}\n`);
}
