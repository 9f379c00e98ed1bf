import type { UnreadableGate } from '../../core/gate/types.ts'
import { formatCount } from './formatCount.ts'

/** As many names as people read. */
const MOST_NAMES = 5

/** Say which gates an exported file does not have; null if it has all. */
export function describeLeftOut(unreadable: readonly UnreadableGate[]): string | null {
  if (unreadable.length === 0) return null
  const names = unreadable.slice(0, MOST_NAMES).map(({ number, name }) => `“${name}” (${number})`)
  const more = unreadable.length - names.length
  const list = new Intl.ListFormat('en').format([...names, ...(more > 0 ? [`${more} more`] : [])])
  const count = formatCount(unreadable.length, 'gate')
  return `The file does not have ${count} that another version of Palisade stored: ${list}. Export again after an update of Palisade.`
}
