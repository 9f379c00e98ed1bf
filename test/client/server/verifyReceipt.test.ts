import { createHash } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import { type VerifyReceiptParameters, verifyReceipt } from '../../../client/server/verifyReceipt.ts'

/* Receipts that an independent library signs. test/picket/receipts.test.ts verifies those of the server. */
const issuer = 'https://palisade.example/api/v1'
const shop = 'harbor-supply.myshopify.com'
const condition = { v: 1, requirement: { kind: 'erc721', z: [1, { b: 2, a: 1 }], a: null } }
const sorted = '{"requirement":{"a":null,"kind":"erc721","z":[1,{"a":1,"b":2}]},"v":1}'
const now = Math.floor(Date.now() / 1000)
const claims = {
  ...{ iss: issuer, jti: 'receipt-1', iat: now - 1000, shop, gate: 3, revision: 2, blocks: [] },
  conditionSha256: createHash('sha256').update(sorted).digest('hex'),
}
type Pair = Awaited<ReturnType<typeof generateKeyPair>>
let pair: Pair
let stranger: Pair
let keys: VerifyReceiptParameters['keys']
beforeAll(async () => {
  pair = await generateKeyPair('ES256')
  stranger = await generateKeyPair('ES256')
  const { kty, ...rest } = await exportJWK(pair.publicKey)
  keys = { keys: [{ kty: String(kty), ...rest, kid: 'k1' } as (typeof keys.keys)[number]] }
})

type Header = Parameters<SignJWT['setProtectedHeader']>[0]
const sign = (more: object = {}, header: Partial<Header> = {}, key = pair.privateKey) =>
  new SignJWT({ ...claims, ...more })
    .setProtectedHeader({ alg: 'ES256', typ: 'receipt+jwt', kid: 'k1', ...header })
    .sign(key)
const verify = (receipt: string, more: Partial<VerifyReceiptParameters> = {}) =>
  verifyReceipt({ receipt, keys, issuer, shop, ...more })
const refuse = (called: Promise<unknown>, message: string) =>
  expect(called).rejects.toMatchObject({ name: 'PalisadeError', code: 'ERR_CLIENT_RECEIPT', message })

describe('a receipt', () => {
  test('default: one that the kept keys signed answers its claims', async () => {
    expect(await verify(await sign())).toEqual(claims)
  })

  test('behavior: the condition that is expected is compared by its hash, in whatever order its fields are', async () => {
    expect(await verify(await sign(), { condition })).toEqual(claims)
    expect(await verify(await sign(), { condition: JSON.parse(sorted) as unknown })).toEqual(claims)
    await refuse(
      verify(await sign(), { condition: { ...condition, v: 2 } }),
      'The gate asked for something else.',
    )
  })

  test('behavior: a key that was replaced counts for what it signed before', async () => {
    const old = (exp: number) => ({ keys: keys.keys.map((key) => ({ ...key, exp })) })
    expect(await verify(await sign(), { keys: old(claims.iat) })).toEqual(claims)
    await refuse(verify(await sign(), { keys: old(claims.iat - 1) }), 'Its key had ended before.')
  })

  test('refuses: one of a stranger, of another shop, of another server, and a changed one (ERR_CLIENT_RECEIPT)', async () => {
    const changed = 'It was changed after it was signed.'
    await refuse(verify(await sign({}, {}, stranger.privateKey)), changed)
    const [header, , signature] = (await sign()).split('.')
    const [, body] = (await sign({ gate: 4 })).split('.')
    await refuse(verify([header, body, signature].join('.')), changed)
    const unknown = 'None of the kept keys signed it. If they are old, fetch them again.'
    await refuse(verify(await sign({}, { kid: 'k2' })), unknown)
    await refuse(verify(await sign(), { keys: { keys: [{ kty: 'oct', kid: 'k1' }] } }), unknown)
    await refuse(verify(await sign(), { keys: { keys: [{ kty: 'EC', crv: 'P-256', kid: 'k1' }] } }), unknown)
    await refuse(verify(await sign({ shop: 'other.myshopify.com' })), 'It is of another shop.')
    await refuse(verify(await sign({ iss: 'https://other.example/api/v1' })), 'Another server issued it.')
  })

  test('behavior: one of years ago counts, and the same one again', async () => {
    const old = await sign({ iat: now - 10 * 365 * 86_400 })
    for (let shown = 0; shown < 2; shown += 1) expect(await verify(old)).toMatchObject({ jti: 'receipt-1' })
    expect(await verify(await sign({ iat: now + 200 }))).toMatchObject({ iat: now + 200 })
  })

  test('refuses: one from the future (ERR_CLIENT_RECEIPT)', async () => {
    for (const iat of [now + 400, now + 10 * 365 * 86_400, 1e300])
      await refuse(verify(await sign({ iat })), 'It is from the future. Check this clock.')
  })

  test('refuses: what is no receipt, such as an access token (ERR_CLIENT_RECEIPT)', async () => {
    const wrong = [
      await sign({}, { typ: 'JWT' }),
      await sign({}, { typ: undefined }),
      await sign({}, { kid: undefined }),
      await sign({ jti: undefined }),
      await sign({ iat: 'today' }),
      `${await sign()}.`,
      `${await sign()}=`,
      (await sign()).replace('.', '. '),
      '',
      undefined as unknown as string,
    ]
    for (const receipt of wrong) await refuse(verify(receipt), 'This is no receipt.')
    const critical = Buffer.from(
      JSON.stringify({ alg: 'ES256', typ: 'receipt+jwt', kid: 'k1', crit: ['b64'] }),
    )
    const [, body, signature] = (await sign()).split('.')
    await refuse(verify([critical.toString('base64url'), body, signature].join('.')), 'This is no receipt.')
  })

  test('refuses: a program that passes no keys (ERR_CLIENT_INPUT)', async () => {
    const wrong = verify(await sign(), { keys: undefined as unknown as typeof keys })
    await expect(wrong).rejects.toMatchObject({ code: 'ERR_CLIENT_INPUT' })
  })
})
