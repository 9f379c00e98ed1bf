import { openPlaces } from './openPlaces.ts'
import type { JobDoor } from './types.ts'

/** Do all the work that is due, some at once, until none is left; answers how much was done or tried. */
export async function runDueJobs({ door }: { door: JobDoor }): Promise<number> {
  const errors: unknown[] = []
  const places = openPlaces({ door, onError: (error) => void errors.push(error) })
  places.ring()
  const count = await places.rest()
  if (errors.length > 0) throw errors[0]
  return count
}
