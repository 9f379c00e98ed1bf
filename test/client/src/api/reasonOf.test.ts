import { describe, expect, test } from 'vitest'
import { reasonOf } from '../../../../client/src/api/sendToApi.ts'
import type { Reason } from '../../../../public/palisade.d.ts'

describe('reasonOf', () => {
  test.each<[number, string | undefined, Reason]>([
    [0, undefined, 'network'],
    [401, 'ERR_KEY_MISSING', 'key'],
    [401, 'ERR_KEY_UNKNOWN', 'key'],
    [403, 'ERR_KEY_FORBIDDEN', 'key'],
    [403, 'ERR_SITE_FORBIDDEN', 'site'],
    [401, 'ERR_TOKEN_INVALID', 'token'],
    [401, undefined, 'token'],
    [403, 'ERR_REQUIREMENT_UNMET', 'not-eligible'],
    [403, 'ERR_WALLET_NOT_ALLOWED', 'not-allowed'],
    [401, 'ERR_NONCE_UNKNOWN', 'signature'],
    [401, 'ERR_SIGNATURE_INVALID', 'signature'],
    [401, 'ERR_LOGIN_MISMATCH', 'signature'],
    [424, 'ERR_CHAIN_READ', 'could-not-check'],
    [424, 'ERR_TOKEN_READ', 'could-not-check'],
    [424, 'ERR_NFT_LISTING', 'could-not-check'],
    [500, 'ERR_INTERNAL', 'could-not-check'],
    [503, undefined, 'could-not-check'],
    [429, 'ERR_RATE_LIMITED', 'slow-down'],
    [400, 'ERR_BODY_INVALID', 'request'],
    [400, 'ERR_CHAIN_UNKNOWN', 'request'],
    [404, undefined, 'request'],
  ])('behavior: %i %s means "%s"', (status, error, reason) => {
    expect(reasonOf({ status, answer: error ? { error } : {} })).toBe(reason)
  })
})
