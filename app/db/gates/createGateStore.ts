import type { Gate, GateNumber, ShopId } from '../../core/gate/types.ts'
import type { Database } from '../database.ts'
import { type CreateGateParameters, createGate } from './createGate.ts'
import { type DeleteGateParameters, deleteGate } from './deleteGate.ts'
import { type FindGatesParameters, findGates } from './findGates.ts'
import { type ListGatesParameters, listGates } from './listGates.ts'
import { listOldCards } from './listOldCards.ts'
import { loadGate } from './loadGate.ts'
import { type SetPublicationParameters, setPublication } from './setPublication.ts'
import { type UpdateGateParameters, updateGate } from './updateGate.ts'

export type GateStore = {
  readonly find: (parameters: Omit<FindGatesParameters, 'db'>) => Promise<Gate[]>
  readonly list: (parameters: Omit<ListGatesParameters, 'db'>) => Promise<Gate[]>
  readonly load: (parameters: { shopId: ShopId; number: number }) => Promise<Gate>
  readonly create: (parameters: Omit<CreateGateParameters, 'db'>) => Promise<Gate>
  readonly update: (parameters: Omit<UpdateGateParameters, 'db'>) => Promise<Gate>
  readonly delete: (parameters: Omit<DeleteGateParameters, 'db'>) => Promise<Gate>
  readonly listOldCards: (parameters: { shopId: ShopId }) => Promise<GateNumber[]>
  readonly setPublication: (parameters: Omit<SetPublicationParameters, 'db'>) => Promise<void>
}

/** Make the gate port. */
export function createGateStore({ db }: { db: Database }): GateStore {
  return {
    find: (parameters) => findGates({ db, ...parameters }),
    list: (parameters) => listGates({ db, ...parameters }),
    load: (parameters) => loadGate({ db, ...parameters }),
    create: (parameters) => createGate({ db, ...parameters }),
    update: (parameters) => updateGate({ db, ...parameters }),
    delete: (parameters) => deleteGate({ db, ...parameters }),
    listOldCards: (parameters) => listOldCards({ db, ...parameters }),
    setPublication: (parameters) => setPublication({ db, ...parameters }),
  }
}
