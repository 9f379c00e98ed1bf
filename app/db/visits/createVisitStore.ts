import type { ShopId } from '../../core/gate/types.ts'
import type { ProvenWallet, Vault } from '../../core/login/types.ts'
import type { Visit } from '../../core/visit/types.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { addWallets } from './addWallets.ts'
import { createVisit } from './createVisit.ts'
import { findVisit } from './findVisit.ts'
import { setSeen } from './setSeen.ts'

export type VisitStore = {
  readonly create: (parameters: {
    id: string
    tokenHash: string
    shopId: ShopId
    wallets: readonly ProvenWallet[]
    vaults: readonly Vault[]
    expiresAt: number
  }) => Promise<Visit>
  readonly find: (parameters: { tokenHash: string; shopId: ShopId; now: number }) => Promise<Visit | null>
  readonly addWallets: (parameters: {
    id: string
    wallets: readonly ProvenWallet[]
    vaults: readonly Vault[]
  }) => Promise<Visit>
  readonly setSeen: (parameters: { id: string; seen: NonNullable<Visit['seen']> }) => Promise<void>
}

/** No visit lasts longer, so one that would have ended by this much before a new one's end has ended. */
const LONGEST_VISIT_SECONDS = 7_200

/** A visit is kept for a while after its end: ownership may be looked at once more when its order arrives. */
const KEPT_SECONDS = 2 * 24 * 60 * 60

/** Make the visit port; every hundredth creation sweeps what ended days ago. Its grants stay, for settlement. */
export function createVisitStore({ db }: { db: Database }): VisitStore {
  const sweep = createSweep({ db, table: 'visit' })
  return {
    create: async (parameters) => {
      const visit = await createVisit({ db, ...parameters })
      await sweep(parameters.expiresAt - LONGEST_VISIT_SECONDS - KEPT_SECONDS)
      return visit
    },
    find: (parameters) => findVisit({ db, ...parameters }),
    addWallets: (parameters) => addWallets({ db, ...parameters }),
    setSeen: (parameters) => setSeen({ db, ...parameters }),
  }
}
