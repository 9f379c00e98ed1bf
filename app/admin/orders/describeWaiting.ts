import { formatAge, type WaitingOrders } from '../../core/job/late.ts'
import { formatCount } from '../list/formatCount.ts'

/** Describe orders that wait to be checked: how many, for how long, and why if an attempt failed. */
export function describeWaiting({ count, seconds, lastError }: WaitingOrders): string {
  const wait = count === 1 ? 'waits' : 'wait'
  const oldest = count === 1 ? 'It has' : 'The oldest has'
  const found = `${formatCount(count, 'order')} ${wait} to be checked. ${oldest} waited for ${formatAge(seconds)}.`
  if (lastError === null) return `${found} Palisade checks them in turn.`
  return `${found} Palisade tries again by itself. The last attempt failed: ${lastError}`
}
