import type { ConsumedCode, OauthCode } from '../../core/oauth/types.ts'
import { createSweep } from '../createSweep.ts'
import type { Database } from '../database.ts'
import { consumeCode } from './consumeCode.ts'
import { issueCode } from './issueCode.ts'

export type OauthCodeStore = {
  readonly issue: (code: OauthCode) => Promise<void>
  readonly consume: (parameters: { hash: string; now: number }) => Promise<ConsumedCode>
}

/** As long as a token lives: until then, whoever comes with a used code may be the one it was stolen from. */
const KEPT_SECONDS = 43_200

/** Make the port of authorization codes; every hundredth issue sweeps those whose tokens have ended. */
export function createOauthCodeStore({ db }: { db: Database }): OauthCodeStore {
  const sweep = createSweep({ db, table: 'oauth_code' })
  return {
    issue: async (code) => {
      await issueCode({ db, code })
      await sweep(code.expiresAt - 60 - KEPT_SECONDS)
    },
    consume: (parameters) => consumeCode({ db, ...parameters }),
  }
}
