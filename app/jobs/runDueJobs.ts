import { openPlaces } from './openPlaces.ts'
import type { JobDoor } from './types.ts'

/**
 * Run all due jobs, several at once, until none is left; returns how many were run, failed ones included. Throws the
 * first error in claiming a job or recording its result.
 */
export async function runDueJobs({ door }: { door: JobDoor }): Promise<number> {
  const errors: unknown[] = []
  const places = openPlaces({ door, onError: (error) => void errors.push(error) })
  places.ring()
  const count = await places.rest()
  if (errors.length > 0) throw errors[0]
  return count
}
