import type { GuideMemory } from '../../core/setup/types.ts'
import { formatZonedInstant } from '../formatZonedInstant.ts'
import { formatCount } from '../list/formatCount.ts'
import type { HomeView } from './views.ts'

/** Format what home shows at once. */
export function formatHome({
  gates,
  guide,
  timeZone,
  hasUnlocked = false,
  isStore = false,
}: {
  /** Number of gates. */
  gates: number
  guide: GuideMemory
  timeZone: string
  hasUnlocked?: boolean
  isStore?: boolean
}): HomeView {
  return { isStore, gates, hasUnlocked, memory: guide, selfTest: describeLast(guide, timeZone) }
}

function describeLast({ selfTest }: GuideMemory, timeZone: string): string | null {
  if (selfTest === null) return null
  const ranAt = formatZonedInstant({ at: selfTest.ranAt, timeZone })
  return selfTest.failed === 0
    ? `No problems found on ${ranAt}.`
    : `${formatCount(selfTest.failed, 'check')} needed your attention on ${ranAt}. Settings shows each of them.`
}
