/** Lines of a server's log that no fault of others excuses: a fault of the app itself, or an error that nobody caught. */
const FAULTS = /\berror request \S+ failed|ERR_INTERNAL|[Uu]nhandled|Something went wrong on this server/

/** The kinds of faults of its own that a server logged, with how often each came. */
export function listLogFaults(output: string): string[] {
  const counts = new Map<string, number>()
  const lines = output.split('\n')
  for (const [i, line] of lines.entries()) {
    if (!FAULTS.test(line)) continue
    // Without the time and ids. The place in the code is in the lines below.
    const what = line.replace(/^\S+ /, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '…')
    const place = lines.slice(i + 1, i + 4).find((one) => /^\s+at /.test(one)) ?? ''
    const key = `The log of a server has: ${what.slice(0, 300)}${place}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return [...counts].map(([key, count]) => `${count} times: ${key}`)
}
