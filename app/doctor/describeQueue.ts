import { formatAge, LATE_SECONDS } from '../core/job/late.ts'
import type { JobCount } from '../core/job/types.ts'
import type { Finding } from './types.ts'

/** Describe what waits of all shops' orders: how many, and for how long the oldest. `at` is unix seconds. */
export function describeQueue({ counts, at }: { counts: readonly JobCount[]; at: number }): Finding {
  const check = 'waiting orders'
  const orders = counts.find(({ kind }) => kind === 'order')
  const since = orders?.oldestDueAt ?? null
  if (!orders || since === null) return { check, outcome: 'ok', found: 'No order waits.', next: null }
  const { waiting, running, failing } = orders
  const seconds = Math.max(0, at - since)
  const found = `${waiting + running} wait or are checked now, and ${failing} of them failed before. The oldest has waited for ${formatAge(seconds)}.`
  if (seconds < LATE_SECONDS) return { check, outcome: 'ok', found, next: null }
  return {
    check,
    outcome: 'warn',
    found,
    next: 'Look for “A job failed” in the server’s log: it names the shop and the reason. They go on by themselves once Shopify and the database answer.',
  }
}
