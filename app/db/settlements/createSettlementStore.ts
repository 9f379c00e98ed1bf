import type { ShopId } from '../../core/gate/types.ts'
import type { OrderGate, SettlementRow } from '../../core/settlement/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import type { Database } from '../database.ts'
import type { DeriveProofKey, OpenSecret } from '../secrets.ts'
import { findProofKey, type OrderKey } from './findProofKey.ts'
import { findSettled } from './findSettled.ts'
import { findUnitKeys } from './findUnitKeys.ts'
import { findVisits } from './findVisits.ts'
import { type FindWaitingParameters, findWaiting } from './findWaiting.ts'
import { type ListPendingParameters, listPending } from './listPending.ts'
import { type ListSettlementsParameters, listSettlements } from './listSettlements.ts'
import { loadSettlement } from './loadSettlement.ts'
import { readOrderGates } from './readOrderGates.ts'
import { type ReleaseSettlementParameters, releaseSettlement } from './releaseSettlement.ts'
import { type SaveSettlementParameters, saveSettlement } from './saveSettlement.ts'
import { type SetActionParameters, setAction } from './setAction.ts'

export type CreateSettlementStoreParameters = {
  readonly db: Database
  readonly openSecret: OpenSecret
  readonly deriveProofKey: DeriveProofKey
}

export type SettlementStore = {
  readonly load: (parameters: { shopId: ShopId; orderId: number }) => Promise<SettlementRow | null>
  readonly save: (parameters: Omit<SaveSettlementParameters, 'db'>) => Promise<SettlementRow | null>
  readonly setAction: (parameters: Omit<SetActionParameters, 'db'>) => Promise<boolean>
  readonly release: (parameters: Omit<ReleaseSettlementParameters, 'db'>) => Promise<boolean>
  readonly list: (parameters: Omit<ListSettlementsParameters, 'db'>) => Promise<SettlementRow[]>
  readonly listPending: (parameters: Omit<ListPendingParameters, 'db'>) => Promise<SettlementRow[]>
  readonly findSettled: (parameters: {
    shopId: ShopId
    orderIds: readonly number[]
  }) => Promise<ReadonlyMap<number, number>>
  readonly findWaiting: (parameters: Omit<FindWaitingParameters, 'db'>) => Promise<number[]>
  readonly readGates: (parameters: {
    shopId: ShopId
    numbers: readonly number[]
    orderedAt: number
  }) => Promise<OrderGate[]>
  readonly findProofKey: (parameters: {
    shopId: ShopId
    epoch: string
    at: number
  }) => Promise<OrderKey | null>
  readonly findVisits: (parameters: { shopId: ShopId; ids: readonly string[] }) => Promise<Visit[]>
  readonly findUnitKeys: (parameters: { shopId: ShopId; orderId: number }) => Promise<string[]>
}

/** Make the port of what became of orders. */
export function createSettlementStore(parameters: CreateSettlementStoreParameters): SettlementStore {
  const { db } = parameters
  return {
    load: (one) => loadSettlement({ db, ...one }),
    save: (one) => saveSettlement({ db, ...one }),
    setAction: (one) => setAction({ db, ...one }),
    release: (one) => releaseSettlement({ db, ...one }),
    list: (one) => listSettlements({ db, ...one }),
    listPending: (one) => listPending({ db, ...one }),
    findSettled: (one) => findSettled({ db, ...one }),
    findWaiting: (one) => findWaiting({ db, ...one }),
    readGates: (one) => readOrderGates({ db, ...one }),
    findProofKey: (one) => findProofKey({ ...parameters, ...one }),
    findVisits: (one) => findVisits({ db, ...one }),
    findUnitKeys: (one) => findUnitKeys({ db, ...one }),
  }
}
