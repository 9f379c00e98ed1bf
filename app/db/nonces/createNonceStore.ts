import type { IssuedNonce, NonceDoor } from '../../core/login/types.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { consumeNonce } from './consumeNonce.ts'
import { findNonce } from './findNonce.ts'
import { issueNonce } from './issueNonce.ts'

export type NonceKey = {
  readonly value: string
  readonly door: NonceDoor
  readonly shopId: bigint
  readonly now: number
}

export type NonceStore = {
  readonly issue: (nonce: IssuedNonce) => Promise<void>
  readonly find: (key: NonceKey) => Promise<IssuedNonce | null>
  readonly consume: (key: NonceKey) => Promise<boolean>
}

/** Make the nonce port; every hundredth issue sweeps what has expired. */
export function createNonceStore({ db }: { db: Database }): NonceStore {
  const sweep = createSweep({ db, table: 'nonce' })
  return {
    issue: async (nonce) => {
      await issueNonce({ db, nonce })
      await sweep(nonce.issuedAt)
    },
    find: (key) => findNonce({ db, ...key }),
    consume: (key) => consumeNonce({ db, ...key }),
  }
}
