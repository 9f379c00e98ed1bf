import { execFile } from 'node:child_process'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { promisify } from 'node:util'
import { calculateJwkThumbprint, createLocalJWKSet, exportJWK, jwtVerify, SignJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { UpstreamError } from '../../app/core/errors/base.ts'
import { toLowS } from '../../app/crypto/jwt.ts'
import { createSigningKey, createTokenSigner, formatPublicKey } from '../../app/crypto/signingKeys.ts'
import { claims, encode, makeKey, makeTokens } from './tokens.ts'

const own = makeKey()

describe('createTokenSigner', () => {
  test('default: it verifies what it signs, as jose does with the published keys', async () => {
    const { tokens } = makeTokens(own)
    const token = await tokens.sign(claims)
    expect(await tokens.verify(token)).toEqual(claims)
    const keys = await tokens.listPublicKeys()
    const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet({ keys }), {
      algorithms: ['ES256'],
      currentDate: new Date(1_790_000_000_000),
      audience: 'a project',
    })
    expect(payload).toEqual(claims)
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'JWT', kid: own.kid })
  })

  test('refuses: to sign or accept a token while the clock is wrong (ERR_CLOCK_WRONG)', async () => {
    const { tokens } = makeTokens(own)
    const token = await tokens.sign(claims)
    const wrong = createTokenSigner({
      now: () => 1_790_000_000,
      loadKeys: async () => [own.loaded],
      checkClock: async () => {
        throw new UpstreamError('ERR_CLOCK_WRONG', 'The clock of this server is wrong.')
      },
    })
    const refusal = expect.objectContaining({ code: 'ERR_CLOCK_WRONG' })
    await expect(wrong.sign(claims)).rejects.toEqual(refusal)
    await expect(wrong.verify(token)).rejects.toEqual(refusal)
    // The keys have no time.
    expect(await wrong.listPublicKeys()).toHaveLength(1)
  })

  test('behavior: a token that jose signs with our key is accepted, whatever the order of its header', async () => {
    const { tokens } = makeTokens(makeKey(), own)
    const { kid } = own
    for (const header of [
      { alg: 'ES256', kid },
      { kid, typ: 'JWT', alg: 'ES256' },
      { alg: 'ES256', typ: 'JWT', kid },
    ]) {
      const made = await new SignJWT(claims).setProtectedHeader(header).sign(own.privateKey)
      const at = made.lastIndexOf('.') + 1
      // jose does not say which of the two values of s it gives.
      const low = toLowS(Buffer.from(made.slice(at), 'base64url')).toString('base64url')
      expect(await tokens.verify(`${made.slice(0, at)}${low}`)).toEqual(claims)
    }
  })

  test('behavior: a key’s id is its thumbprint', async () => {
    for (let round = 0; round < 20; round++) {
      const { publicKey } = createSigningKey()
      expect(publicKey.kid).toBe(await calculateJwkThumbprint(publicKey))
      expect(publicKey).toEqual({
        ...(await exportJWK(createPublicKey({ key: publicKey, format: 'jwk' }))),
        kid: publicKey.kid,
        alg: 'ES256',
        use: 'sig',
      })
    }
  })

  test('behavior: the newest key signs; older keys verify and stay published until their end', async () => {
    const old = makeKey(1_790_000_100)
    const { tokens, clock } = makeTokens(own, old)
    const token = await makeTokens(old).tokens.sign(claims)
    const keysOf = async () => (await tokens.listPublicKeys()).map(({ kid }) => kid)
    clock.now = 1_790_000_099
    expect(await tokens.verify(token)).toEqual(claims)
    expect(await keysOf()).toEqual([own.kid, old.kid])
    clock.now = 1_790_000_100
    expect(await tokens.verify(token)).toBeNull()
    expect(await keysOf()).toEqual([own.kid])
    expect((await tokens.sign({})).split('.')[0]).toBe(encode({ alg: 'ES256', typ: 'JWT', kid: own.kid }))
  })

  test('behavior: a new key signs once it has been published for 90 seconds', async () => {
    const next = makeKey(null, 1_790_000_000)
    const { tokens, clock } = makeTokens(next, own)
    const signer = async () => (await tokens.sign({})).split('.')[0]
    const headerOf = (kid: string) => encode({ alg: 'ES256', typ: 'JWT', kid })
    clock.now = 1_790_000_089
    expect(await signer()).toBe(headerOf(own.kid))
    expect((await tokens.listPublicKeys()).map(({ kid }) => kid)).toEqual([next.kid, own.kid])
    clock.now = 1_790_000_090
    expect(await signer()).toBe(headerOf(next.kid))
  })

  test('behavior: the very first key signs at once', async () => {
    const first = makeKey(null, 1_790_000_000)
    const { tokens } = makeTokens(first)
    expect(await tokens.verify(await tokens.sign(claims))).toEqual(claims)
  })

  test('behavior: an unknown key id loads the keys again, once a second for all callers', async () => {
    const { tokens, clock, state } = makeTokens(own)
    const newer = makeKey()
    const token = await makeTokens(newer).tokens.sign(claims)
    const refused = await Promise.all(Array.from({ length: 50 }, () => tokens.verify(token)))
    expect([refused.every((answer) => answer === null), state.fresh]).toEqual([true, 1])
    state.loaded = [newer.loaded, own.loaded]
    clock.now += 1
    const answers = await Promise.all(Array.from({ length: 50 }, () => tokens.verify(token)))
    expect([answers.every(Boolean), state.fresh]).toEqual([true, 1])
  })

  test('behavior: a malformed token or another algorithm loads nothing', async () => {
    const { tokens, state } = makeTokens(own)
    const unknown = { typ: 'JWT', kid: 'unknown' }
    for (const token of ['', 'x', 'a.b.c', `${encode({ ...unknown, alg: 'none' })}.${encode(claims)}.AA`]) {
      expect(await tokens.verify(token)).toBeNull()
    }
    expect(state.fresh).toBe(0)
  })

  test('behavior: the private key is opened on the first signing, and never for verifying', async () => {
    let opened = 0
    const counted = {
      loaded: {
        ...own.loaded,
        openPrivateKey: () => {
          opened += 1
          return own.loaded.openPrivateKey()
        },
      },
    }
    const { tokens } = makeTokens(counted)
    expect(await tokens.verify(await makeTokens(own).tokens.sign(claims))).toEqual(claims)
    expect(opened).toBe(0)
    await tokens.sign({})
    await tokens.sign({})
    expect(opened).toBe(1)
  })

  test('behavior: thousands of keys are made, and none waits for itself', async () => {
    const program = `import { createSigningKey } from './app/crypto/signingKeys.ts'
      for (let i = 0; i < 4_000; i++) createSigningKey()`
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
    const run = promisify(execFile)(process.execPath, args, { timeout: 60_000, killSignal: 'SIGKILL' })
    await expect(run).resolves.toMatchObject({ stderr: '' })
  }, 70_000)

  test('refuses: to sign or verify without a key, and a key on another curve', async () => {
    const { tokens } = makeTokens()
    const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    await expect(tokens.sign({})).rejects.toThrow(RangeError)
    await expect(tokens.verify(await makeTokens(own).tokens.sign(claims))).rejects.toThrow(RangeError)
    expect(() => formatPublicKey({ publicKey: p384.publicKey })).toThrow(RangeError)
  })
})
