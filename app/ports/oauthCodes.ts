import type { ConsumedCode, OauthCode } from '../core/oauth/types.ts'

/** Authorization codes of OAuth. */
export type OauthCodesPort = {
  issue: (code: OauthCode) => Promise<void>
  /** One statement says who was first; everybody else learns what it gave. */
  consume: (parameters: { hash: string; now: number }) => Promise<ConsumedCode>
}
