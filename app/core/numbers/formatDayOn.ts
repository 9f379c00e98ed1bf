import { formatLocalTime } from '../gate/localTime.ts'
import { createZoneMemory } from '../proof/createZoneMemory.ts'

const QUARTER = 900
const remember = createZoneMemory<string>()

/**
 * Format the day of an instant (unix seconds) on the clock of a time zone: `YYYY-MM-DD`. Days begin at full quarters of
 * an hour, in every zone (2015 to 2035).
 */
export function formatDayOn({ at, ianaTimezone }: { at: number; ianaTimezone: string }): string {
  const quarter = Math.floor(at / QUARTER)
  return remember(ianaTimezone, quarter, () => formatLocalTime({ at, ianaTimezone }).slice(0, 10))
}
