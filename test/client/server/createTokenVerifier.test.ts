import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { createPalisade } from '../../../client/server/createPalisade.ts'
import { answerJson, startAnswers } from './startAnswers.ts'

/* Tokens that an independent library signs, and key sets as a test answers them. */
const claims = {
  ...{ sub: 'ethereum:0x1', tid: 't1', ver: 1, iat: 1_790_000_000, chain: 'ethereum', walletAddress: '0x1' },
  ...{ aud: 'project-1', exp: Math.floor(Date.now() / 1000) + 600 },
}
async function openKey(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const jwk = { ...(await exportJWK(publicKey)), kid }
  const sign = (more: object = {}) =>
    new SignJWT({ ...claims, ...more }).setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid }).sign(privateKey)
  return { jwk, sign }
}
const open = (url: string) => createPalisade({ url, apiKey: `sk_${'a'.repeat(32)}`, projectId: 'project-1' })
const invalid = { name: 'PalisadeError', code: 'ERR_TOKEN_INVALID', status: 401 }

describe('verifyToken and the server’s keys', () => {
  test('default: many tokens at once ask for the keys once', async () => {
    const { jwk, sign } = await openKey('k1')
    const { url, asked } = await startAnswers(answerJson(200, { keys: [jwk] }))
    const { verifyToken } = open(url)
    const token = await sign({ iss: url })
    for (const found of await Promise.all(Array.from({ length: 20 }, () => verifyToken(token))))
      expect(found).toMatchObject({ sub: 'ethereum:0x1' })
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /api/v1/.well-known/jwks.json',
    ])
  })

  test('behavior: tokens with invented keys do not make it ask again and again', async () => {
    const [known, invented] = [await openKey('k1'), await openKey('k2')]
    const { url, asked } = await startAnswers(answerJson(200, { keys: [known.jwk] }))
    const { verifyToken } = open(url)
    for (let i = 0; i < 5; i++)
      await expect(verifyToken(await invented.sign({ iss: url }))).rejects.toMatchObject(invalid)
    expect(await verifyToken(await known.sign({ iss: url }))).toMatchObject({ tid: 't1' })
    expect(asked).toHaveLength(1)
  })

  test('behavior: after a failure the next token asks again', async () => {
    const { jwk, sign } = await openKey('k1')
    const { url } = await startAnswers(answerJson(200, {}), answerJson(200, { keys: [jwk] }))
    const { verifyToken } = open(url)
    const token = await sign({ iss: url })
    await expect(verifyToken(token)).rejects.toMatchObject({ code: 'ERR_CLIENT_ANSWER' })
    expect(await verifyToken(token)).toMatchObject({ tid: 't1' })
  })

  test.each([
    ['has ended', { exp: 1_790_000_001 }],
    ['has no end', { exp: undefined }],
    ['is of another version', { ver: 2 }],
    ['has no id', { tid: undefined }],
    ['is for several projects', { aud: ['project-1', 'project-2'] }],
    ['is about nobody', { sub: undefined }],
  ])('refuses: a signed token that %s (ERR_TOKEN_INVALID)', async (_, more) => {
    const { jwk, sign } = await openKey('k1')
    const { url } = await startAnswers(answerJson(200, { keys: [jwk] }))
    await expect(open(url).verifyToken(await sign({ iss: url, ...more }))).rejects.toMatchObject(invalid)
    expect(await open(url).verifyToken(await sign({ iss: url }))).toMatchObject({ tid: 't1' })
  })
})
