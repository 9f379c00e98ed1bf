import type { IssuedNonce, NonceDoor } from '../../core/login/types.ts'
import type { Database } from '../database.ts'
import { consumeNonce } from './consumeNonce.ts'
import { findNonce } from './findNonce.ts'
import { issueNonce } from './issueNonce.ts'
import { sweepNonces } from './sweepNonces.ts'

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

const ISSUES_PER_SWEEP = 100

/** Make the nonce port; every hundredth issue sweeps what has expired. */
export function createNonceStore({ db }: { db: Database }): NonceStore {
  let issues = 0
  return {
    issue: async (nonce) => {
      await issueNonce({ db, nonce })
      if (issues++ % ISSUES_PER_SWEEP === 0) await sweepNonces({ db, now: nonce.issuedAt })
    },
    find: (key) => findNonce({ db, ...key }),
    consume: (key) => consumeNonce({ db, ...key }),
  }
}
