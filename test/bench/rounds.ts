import type { BenchRow } from './row.ts'

/** Whether this run (`npm run bench -- --once`) only checks answers and counts, because times of one round say nothing. */
export const isOnce = process.argv.includes('--once')

/** The rounds of a measurement: one if only answers are checked. */
export function countRounds(rounds: number): number {
  return isOnce ? 1 : rounds
}

/** Measure once more if a bar is missed, because noise only adds. */
export async function measureAgainIfMissed(measure: () => Promise<BenchRow[]>): Promise<BenchRow[]> {
  const rows = await measure()
  return isOnce || rows.every(({ holds }) => holds) ? rows : measure()
}
