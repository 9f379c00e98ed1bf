import { describe, expect, test } from 'vitest'
import {
  type ParseClientCredentialsParameters,
  parseClientCredentials,
} from '../../../app/core/oauth/parseClientCredentials.ts'

const pk = `pk_${'1'.repeat(32)}`
const sk = `sk_${'2'.repeat(32)}`
const none: ParseClientCredentialsParameters = { basic: null, clientId: null, clientSecret: null }

describe('parseClientCredentials', () => {
  test.each<[string, Partial<ParseClientCredentialsParameters>, string | null, string | null]>([
    ['Basic with the publishable key', { basic: { key: pk, password: null } }, pk, null],
    ['Basic with the secret key alone', { basic: { key: sk, password: null } }, null, sk],
    ['Basic with both keys', { basic: { key: pk, password: sk } }, pk, sk],
    ['Basic, and the same client in the body', { basic: { key: pk, password: sk }, clientId: pk }, pk, sk],
    ['the publishable key in the body', { clientId: pk }, pk, null],
    ['both keys in the body', { clientId: pk, clientSecret: sk }, pk, sk],
  ])('default: %s', (_, parameters, publishableKey, secretKey) => {
    expect(parseClientCredentials({ ...none, ...parameters })).toEqual({ publishableKey, secretKey })
  })

  test.each<[string, Partial<ParseClientCredentialsParameters>]>([
    ['no credentials', {}],
    ['a secret key without a client', { clientSecret: sk }],
    ['swapped keys', { clientId: sk, clientSecret: pk }],
    ['two publishable keys', { clientId: pk, clientSecret: pk }],
    ['a secret key in header and body', { basic: { key: pk, password: sk }, clientSecret: sk }],
    ['another client in the body', { basic: { key: pk, password: sk }, clientId: `${pk}0` }],
    [
      'a secret key in the header, a client in the body',
      { basic: { key: sk, password: null }, clientId: pk },
    ],
  ])('refuses: %s (ERR_OAUTH_CLIENT)', (_, parameters) => {
    const refusal = expect.objectContaining({ code: 'ERR_OAUTH_CLIENT' })
    expect(() => parseClientCredentials({ ...none, ...parameters })).toThrowError(refusal)
  })
})
