import type { ConsumedCode, OauthCode } from '../core/oauth/types.ts'

/** Authorization codes of OAuth. */
export type OauthCodesPort = {
  issue: (code: OauthCode) => Promise<void>
  /**
   * Use a code up. One of any number of callers gets it; a later caller learns which token it gave, for as long as that
   * token lives, because the code may be stolen. `now` is in unix seconds.
   */
  consume: (parameters: { hash: string; now: number }) => Promise<ConsumedCode>
}
