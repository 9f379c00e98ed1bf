import { removeOldest } from '../limit/removeOldest.ts'

const MOST_ZONES = 100

/**
 * Make a memory of the last answer for each time zone, which stands for one moment: in a drop, thousands of requests ask
 * for the same one.
 */
export function createZoneMemory<Answer>() {
  const last = new Map<string, { readonly moment: number; readonly answer: Answer }>()
  return (ianaTimezone: string, moment: number, find: () => Answer): Answer => {
    const known = last.get(ianaTimezone)
    if (known?.moment === moment) return known.answer
    const answer = find()
    last.set(ianaTimezone, { moment, answer })
    removeOldest(last, { most: MOST_ZONES })
    return answer
  }
}
