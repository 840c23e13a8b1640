import { parseArgs, type ParseArgsConfig } from 'node:util';

/**
 * Reads a command's options. `--help` prints the usage and ends with 0, an option that does not exist ends with 2 and the
 * usage: who types at a terminal has no use for a stack trace.
 */
export function readOptions<T extends ParseArgsConfig>(usage: string, config: T): ReturnType<typeof parseArgs<T>> {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    process.stdout.write(`${usage}\n`);
    process.exit(0);
  }
  try {
    return parseArgs(config);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    return process.exit(2);
  }
}
