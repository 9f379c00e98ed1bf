import { createPrivateKey, createPublicKey } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTokenSigner, formatPublicKey } from '../../app/crypto/signingKeys.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'

const now = 1_790_000_000
const endsAt = now + 43_200

describe.each(engines)('signingKeys on $name', ({ start }) => {
  let engine: RunningEngine
  // Each test has a database of its own, which the next one gets emptied.
  beforeEach(async () => {
    engine = await start()
  })
  afterEach(() => engine.close())

  /** The keys and tokens of one process. */
  const makeProcess = (db: Database) => {
    const { signingKeys } = makeStores(db)
    const clock = { now }
    const tokens = createTokenSigner({ loadKeys: signingKeys.load, now: () => clock.now })
    return { signingKeys, tokens, clock }
  }

  test('default: one of several processes that start at once creates the key, and all use it', async () => {
    const db = await engine.open()
    const processes = Array.from({ length: 8 }, () => makeProcess(db))
    const made = await Promise.all(processes.map(({ tokens }) => tokens.sign({ tid: '1' })))
    const rows = await db.prisma.signingKey.findMany()
    expect(rows).toMatchObject([{ position: 1, createdAt: BigInt(now), endsAt: null }])
    for (const { tokens } of processes) {
      for (const token of made) expect(await tokens.verify(token)).toEqual({ tid: '1' })
      expect((await tokens.listPublicKeys()).map(({ kid }) => kid)).toEqual([rows[0]?.kid])
    }
  })

  test('behavior: the private half is stored encrypted, bound to its own key', async () => {
    const db = await engine.open()
    const { signingKeys } = makeProcess(db)
    const [key] = await signingKeys.load({ now, isFresh: false })
    const [row] = await db.prisma.signingKey.findMany()
    if (!key || !row) throw new Error('no key')
    const der = Buffer.from(key.openPrivateKey())
    expect(row.privateKey).toMatch(/^s1\./)
    expect(row.privateKey).not.toContain(der.toString('base64url').slice(0, 40))
    const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    expect(privateKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1')
    expect(JSON.parse(row.publicKey)).toEqual(key.publicKey)
    expect(Object.keys(key.publicKey).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])

    await db.prisma.signingKey.update({ where: { kid: row.kid }, data: { kid: 'another' } })
    const [moved] = await signingKeys.load({ now, isFresh: true })
    expect(() => moved?.openPrivateKey()).toThrow('cannot decrypt')
  })

  test('behavior: a new key signs at once; the previous one verifies until its end', async () => {
    const db = await engine.open()
    const { signingKeys, tokens, clock } = makeProcess(db)
    const before = await tokens.sign({ tid: 'before' })
    const [old] = await tokens.listPublicKeys()
    const { kid } = await signingKeys.rotate({ at: now, endsAt })
    const after = await tokens.sign({ tid: 'after' })
    expect(JSON.parse(Buffer.from(after.split('.')[0] ?? '', 'base64url').toString())).toEqual({
      alg: 'ES256',
      typ: 'JWT',
      kid,
    })
    expect((await tokens.listPublicKeys()).map((key) => key.kid)).toEqual([kid, old?.kid])
    expect(await tokens.verify(before)).toEqual({ tid: 'before' })
    clock.now = endsAt - 1
    expect(await tokens.verify(before)).toEqual({ tid: 'before' })
    clock.now = endsAt
    expect(await tokens.verify(before)).toBeNull()
    expect(await tokens.verify(after)).toEqual({ tid: 'after' })
    expect((await tokens.listPublicKeys()).map((key) => key.kid)).toEqual([kid])
  })

  test('behavior: the public part of a replaced key stays after the key is deleted, and no private part does', async () => {
    const db = await engine.open()
    const { signingKeys, tokens } = makeProcess(db)
    await tokens.sign({ tid: '1' })
    const [first] = await tokens.listPublicKeys()
    expect(await signingKeys.listRetired()).toEqual([])
    const second = await signingKeys.rotate({ at: now, endsAt })
    expect(await signingKeys.listRetired()).toEqual([{ publicKey: first, endsAt }])
    await signingKeys.rotate({ at: endsAt, endsAt: endsAt * 2 })
    expect((await db.prisma.signingKey.findMany()).map(({ kid }) => kid)).not.toContain(first?.kid)
    expect((await signingKeys.listRetired()).map(({ publicKey, endsAt }) => [publicKey.kid, endsAt])).toEqual(
      [
        [second.kid, endsAt * 2],
        [first?.kid, endsAt],
      ],
    )
    const [row] = await db.prisma.receiptKey.findMany({ where: { kid: first?.kid ?? '' } })
    expect(Object.keys(JSON.parse(row?.publicKey ?? '{}'))).not.toContain('d')
    expect(Object.keys(row ?? {}).sort()).toEqual(['createdAt', 'endsAt', 'kid', 'publicKey'])
  })

  test('refuses: a receipt as an access token (null)', async () => {
    const { tokens } = makeProcess(await engine.open())
    const claims = { iss: 'https://a.example/api/v1', jti: 'a', iat: now, shop: 'a.myshopify.com' }
    const receipt = await tokens.signReceipt({
      ...claims,
      gate: 1,
      revision: 1,
      conditionSha256: '',
      blocks: [],
    })
    const [header = ''] = receipt.split('.')
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ typ: 'receipt+jwt' })
    expect(await tokens.verify(receipt)).toBeNull()
  })

  test('behavior: another process accepts the new key at once, asks at most once a second, and signs with it within six seconds', async () => {
    const db = await engine.open()
    const [here, there] = [makeProcess(db), makeProcess(db)]
    await there.tokens.sign({})
    await here.signingKeys.rotate({ at: now, endsAt })
    const token = await here.tokens.sign({ tid: '2' })
    expect(await there.tokens.verify(token)).toEqual({ tid: '2' })
    await here.signingKeys.rotate({ at: now, endsAt })
    const newer = await here.tokens.sign({ tid: '3' })
    expect(await there.tokens.verify(newer)).toBeNull()
    there.clock.now = now + 1
    expect(await there.tokens.verify(newer)).toEqual({ tid: '3' })
    const [newest] = await here.tokens.listPublicKeys()
    await here.signingKeys.rotate({ at: now, endsAt })
    expect((await there.tokens.listPublicKeys())[0]).toEqual(newest)
    there.clock.now = now + 6
    expect(await there.tokens.listPublicKeys()).toEqual(await here.tokens.listPublicKeys())
  })

  test('behavior: parallel rotations run one after the other, and one key is left without an end', async () => {
    const db = await engine.open()
    const processes = Array.from({ length: 4 }, () => makeProcess(db))
    await Promise.all(
      processes.flatMap(({ signingKeys }) => [0, 1].map(() => signingKeys.rotate({ at: now, endsAt }))),
    )
    const rows = await db.prisma.signingKey.findMany({ orderBy: { position: 'asc' } })
    expect(rows.map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(rows.map((row) => row.endsAt)).toEqual([...Array(7).fill(BigInt(endsAt)), null])
  })

  test('behavior: an end that was set does not change, and ended keys are deleted', async () => {
    const db = await engine.open()
    const { signingKeys, tokens } = makeProcess(db)
    await tokens.sign({})
    await signingKeys.rotate({ at: now, endsAt })
    await signingKeys.rotate({ at: now + 100, endsAt: endsAt + 100 })
    const ends = async () =>
      (await db.prisma.signingKey.findMany({ orderBy: { position: 'asc' } })).map((row) => row.endsAt)
    expect(await ends()).toEqual([BigInt(endsAt), BigInt(endsAt + 100), null])
    await signingKeys.rotate({ at: endsAt, endsAt: endsAt + 43_200 })
    expect(await ends()).toEqual([BigInt(endsAt + 100), BigInt(endsAt + 43_200), null])
  })

  test('behavior: the stored public key belongs to the private one', async () => {
    const db = await engine.open()
    const { signingKeys } = makeProcess(db)
    const [key] = await signingKeys.load({ now, isFresh: false })
    if (!key) throw new Error('no key')
    const der = Buffer.from(key.openPrivateKey())
    const publicKey = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
    expect(formatPublicKey({ publicKey })).toEqual(key.publicKey)
  })
})
