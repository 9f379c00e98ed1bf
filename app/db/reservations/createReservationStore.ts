import type {
  GateCounts,
  ReservationAnswer,
  ReservationRow,
  StandingUses,
} from '../../core/redemption/types.ts'
import type { Database } from '../database.ts'
import { type CorrectRedemptionParameters, correctRedemption } from './correctRedemption.ts'
import { type CountReservationsParameters, countReservations } from './countReservations.ts'
import { type FindStandingUsesParameters, findStandingUses } from './findStandingUses.ts'
import { type ListReservationsParameters, listReservations } from './listReservations.ts'
import { type ReleaseReservationParameters, releaseReservation } from './releaseReservation.ts'
import { type RenewReservationsParameters, renewReservations } from './renewReservations.ts'
import { type ReserveUnitsParameters, reserveUnits } from './reserveUnits.ts'
import { sweepReservations } from './sweepReservations.ts'

export type ReservationStore = {
  readonly reserve: (parameters: Omit<ReserveUnitsParameters, 'db'>) => Promise<ReservationAnswer[]>
  readonly findStandingUses: (parameters: Omit<FindStandingUsesParameters, 'db'>) => Promise<StandingUses[]>
  readonly renew: (parameters: Omit<RenewReservationsParameters, 'db'>) => Promise<number[]>
  readonly sweep: (parameters: { at: number }) => Promise<number>
  readonly list: (parameters: Omit<ListReservationsParameters, 'db'>) => Promise<ReservationRow[]>
  readonly counts: (parameters: Omit<CountReservationsParameters, 'db'>) => Promise<GateCounts[]>
  readonly release: (parameters: Omit<ReleaseReservationParameters, 'db'>) => Promise<ReservationRow>
  readonly correct: (parameters: Omit<CorrectRedemptionParameters, 'db'>) => Promise<void>
}

/** Make the port of reservations: uses of gates with limits. */
export function createReservationStore({ db }: { db: Database }): ReservationStore {
  return {
    reserve: (parameters) => reserveUnits({ db, ...parameters }),
    findStandingUses: (parameters) => findStandingUses({ db, ...parameters }),
    renew: (parameters) => renewReservations({ db, ...parameters }),
    sweep: (parameters) => sweepReservations({ db, ...parameters }),
    list: (parameters) => listReservations({ db, ...parameters }),
    counts: (parameters) => countReservations({ db, ...parameters }),
    release: (parameters) => releaseReservation({ db, ...parameters }),
    correct: (parameters) => correctRedemption({ db, ...parameters }),
  }
}
