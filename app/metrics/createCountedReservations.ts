import type { MetricsPort } from '../ports/metrics.ts'
import type { ReservationsPort } from '../ports/reservations.ts'

/** Wrap the reservations, so that each requested use is counted by its outcome. */
export function createCountedReservations({
  reservations,
  countReservation,
}: Pick<MetricsPort, 'countReservation'> & { readonly reservations: ReservationsPort }): ReservationsPort {
  return {
    ...reservations,
    reserve: async (parameters) => {
      const answers = await reservations.reserve(parameters)
      for (const { kind } of answers) countReservation(kind)
      return answers
    },
  }
}
