import type { ConsumedCode, OauthCode } from '../core/oauth/types.ts'

/** Authorization codes of OAuth. */
export type OauthCodesPort = {
  issue: (code: OauthCode) => Promise<void>
  /**
   * Use a code up. Exactly one caller gets it. A later caller gets the token that it gave, as long as that token lives,
   * because the code may be stolen. `now` is in unix seconds.
   */
  consume: (parameters: { hash: string; now: number }) => Promise<ConsumedCode>
}
