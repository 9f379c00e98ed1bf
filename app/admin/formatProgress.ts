import type { Shop } from '../core/gate/shop.ts'
import type { Progress } from '../core/publication/findProgress.ts'
import { formatGateStatus } from './formatGateStatus.ts'
import type { ProgressView } from './views.ts'

/** Format the progress of a job that publishes several gates, with the status of each gate. */
export function formatProgress({
  progress,
  shop,
  now,
}: {
  progress: Progress | null
  shop: Shop
  now: number
}): ProgressView | null {
  if (!progress) return null
  const { gates, done, isFailing } = progress
  const timeZone = shop.ianaTimezone
  return {
    total: gates.length,
    done,
    failures: gates.flatMap(({ name, publication }) =>
      isFailing && publication.kind === 'pending' && publication.reason !== null
        ? [{ name, reason: publication.reason }]
        : [],
    ),
    statuses: gates.map((gate) => ({
      number: gate.number,
      status: formatGateStatus({ gate, now, timeZone, isUpdating: true }),
    })),
  }
}
