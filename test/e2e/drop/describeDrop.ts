import type { DropResult } from './runDrop.ts'

const MOST_WAITS = 8

/** Describe what was measured in a drop, a line each. */
export function describeDrop({ cores, report, cpu, waits }: DropResult): string[] {
  const { seconds, cpuSeconds, lagMs, kinds, ends, toldSeconds } = report
  const unlocks = Object.entries(kinds).filter(([kind]) => kind.startsWith('unlock 200'))
  const logins = unlocks.reduce((sum, [, { count }]) => sum + count, 0)
  const perLogin = (used: number) => `${((1000 * used) / logins).toFixed(2)} ms`
  const told = Object.entries(toldSeconds).map(([wait, count]) => ({ wait: Number(wait), count }))
  const asked = told.reduce((sum, { count }) => sum + count, 0)
  const longest = Math.max(0, ...told.map(({ wait }) => wait))
  return [
    `${logins} logins in ${seconds.toFixed(1)} s: ${(logins / seconds).toFixed(0)} a second, on ${cores} cores that servers, PostgreSQL, chain and generator share.`,
    `CPU of a login: servers ${perLogin(cpu.servers)}, PostgreSQL ${perLogin(cpu.postgresql)}, chain ${perLogin(cpu.chain)}, generator ${perLogin(cpuSeconds)}.`,
    `The generator used ${((100 * cpuSeconds) / seconds).toFixed(0)} % of a core, and was late by ${lagMs.p50.toFixed(1)} ms (p50) and ${lagMs.p99.toFixed(0)} ms (p99). The times below have that in them.`,
    'answer: count, p50, p95, p99 in ms',
    ...Object.entries(kinds).map(
      ([kind, { count, p50, p95, p99 }]) =>
        `  ${kind}: ${count}, ${p50.toFixed(0)}, ${p95.toFixed(0)}, ${p99.toFixed(0)}`,
    ),
    `How it ended: ${Object.entries(ends)
      .map(([kind, count]) => `${count} ${kind}`)
      .join(', ')}.`,
    `${asked} answers asked to come back, after ${longest} s at most.`,
    'Sessions of PostgreSQL on average, by what they waited for:',
    ...waits
      .slice(0, MOST_WAITS)
      .map(({ sessions, waits: what, query }) => `  ${sessions.toFixed(2)} ${what}: ${query}`),
  ]
}
