import type { LimitCounters } from '../../core/limit/types.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { countRequest } from './countRequest.ts'

export type LimitStore = {
  readonly count: (counters: LimitCounters) => Promise<ReadonlyMap<string, number>>
}

// A server whose clock is behind still counts in windows that have ended here: it must not find them begun anew.
const KEPT_SECONDS = 300

/** Make the limits' port; every hundredth count sweeps windows that ended a while ago. */
export function createLimitStore({ db }: { db: Database }): LimitStore {
  const sweep = createSweep({ db, table: 'rate_limit' })
  return {
    count: async (counters) => {
      const counts = await countRequest({ db, ...counters })
      await sweep(counters.shop.expiresAt - KEPT_SECONDS)
      return counts
    },
  }
}
