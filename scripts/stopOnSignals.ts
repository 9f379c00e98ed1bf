/** How a shell reports a program that a signal ended. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const

/**
 * Exit when somebody stops this program, so that listeners of `exit` stop the servers that it started. Without this, Node
 * ends without calling them.
 */
export function stopOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => process.exit(EXIT_CODES[signal]))
}
