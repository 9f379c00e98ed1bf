import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashSecret } from '../../app/crypto/secrets.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeProject } from './makeProject.ts'
import { makeStores } from './makeStores.ts'
import { sampleApiKey, sampleProjectDraft } from './samples.ts'

const now = 1_790_000_500

describe.each(engines)('apiKeys on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  /** Make a project with a key; returns the key's hash too. */
  const makeKey = async (stores: ReturnType<typeof makeStores>, createdAt = now) => {
    const made = await makeProject(stores)
    const key = sampleApiKey({ projectId: made.project.id, createdAt })
    const hash = hashSecret(key.shown)
    await stores.apiKeys.create({ owner: made.shopId, key, hash })
    return { ...made, key, hash }
  }
  /** Open the stores over a database that counts its hot statements. */
  const counted = () => {
    const statements: string[] = []
    const hot: Database['hot'] = {
      query: (name, sql, params) => {
        statements.push(name)
        return db.hot.query(name, sql, params)
      },
    }
    return {
      stores: makeStores({ ...db, hot }),
      finds: () => statements.filter((name) => name === 'find_api_key'),
    }
  }

  test('default', async () => {
    const stores = makeStores(db)
    const { key, hash, project, shopId: owner } = await makeKey(stores)
    expect(await stores.apiKeys.find({ hash, now })).toEqual({ key, project })
    expect(await stores.apiKeys.find({ hash: hashSecret('pk_unknown'), now })).toBeNull()
    const secret = sampleApiKey({ projectId: project.id, kind: 'secret', shown: '9f3a', createdAt: now + 1 })
    expect(await stores.apiKeys.create({ owner, key: secret, hash: hashSecret('sk_x') })).toEqual(secret)
    expect(await stores.apiKeys.list({ owner, projectId: project.id })).toEqual([secret, key])
    expect((await stores.apiKeys.find({ hash: hashSecret('sk_x'), now }))?.key.kind).toBe('secret')
  })

  test('behavior: a new key that several requests create at once is one key', async () => {
    const stores = makeStores(db)
    const { project, shopId: owner } = await makeProject(stores)
    for (let round = 0; round < 10; round++) {
      const key = sampleApiKey({ projectId: project.id, createdAt: now + round })
      const create = () => stores.apiKeys.create({ owner, key, hash: hashSecret(key.shown) })
      expect(await Promise.all(Array.from({ length: 8 }, create))).toEqual(
        Array.from({ length: 8 }, () => key),
      )
    }
    expect(await stores.apiKeys.list({ owner, projectId: project.id })).toHaveLength(10)
  })

  test('behavior: a key that is created twice, also at once, stays as it was made', async () => {
    const stores = makeStores(db)
    const { key, hash, project, shopId: owner } = await makeKey(stores)
    const again = { owner, key: { ...key, name: 'Again' }, hash }
    const made = await Promise.all([stores.apiKeys.create(again), stores.apiKeys.create(again)])
    expect(made).toEqual([key, key])
    expect(await stores.apiKeys.list({ owner, projectId: project.id })).toEqual([key])
  })

  test('behavior: a key ends at its exact second, even where it is cached, and its end never moves later', async () => {
    const stores = makeStores(db)
    const { key, hash, project, shopId: owner } = await makeKey(stores)
    const end = (endsAt: number) =>
      stores.apiKeys.end({ owner, projectId: project.id, keyId: key.id, endsAt })
    expect(await end(now + 3)).toEqual({ ...key, endsAt: now + 3 })
    expect((await stores.apiKeys.find({ hash, now }))?.key.endsAt).toBe(now + 3)
    expect(await stores.apiKeys.find({ hash, now: now + 2 })).not.toBeNull()
    expect(await stores.apiKeys.find({ hash, now: now + 3 })).toBeNull()
    expect(await end(now + 9)).toEqual({ ...key, endsAt: now + 3 })
    expect(await end(now + 1)).toEqual({ ...key, endsAt: now + 1 })
    expect(await stores.apiKeys.find({ hash, now: now + 1 })).toBeNull()
    expect(await stores.apiKeys.list({ owner, projectId: project.id })).toEqual([{ ...key, endsAt: now + 1 }])
  })

  test('behavior: 64 parallel callers cost one statement, and so do their calls over five seconds', async () => {
    const { stores, finds } = counted()
    const { hash } = await makeKey(stores)
    await Promise.all(Array.from({ length: 64 }, () => stores.apiKeys.find({ hash, now })))
    for (let second = 0; second < 5; second++) await stores.apiKeys.find({ hash, now: now + second })
    expect(finds()).toHaveLength(1)
    await stores.apiKeys.find({ hash, now: now + 5 })
    expect(finds()).toHaveLength(2)
  })

  test('behavior: a change by another process counts after five seconds, a change by this one at once', async () => {
    const [here, there] = [makeStores(db), makeStores(db)]
    const { key, hash, project, shopId: owner } = await makeKey(here)
    const nameAt = async (stores: typeof here, at: number) =>
      (await stores.apiKeys.find({ hash, now: at }))?.project.name
    expect([await nameAt(here, now), await nameAt(there, now)]).toEqual([project.name, project.name])
    const draft = sampleProjectDraft({ name: 'Renamed' })
    const expectedUpdatedAt = project.updatedAt
    await here.projects.update({ owner, projectId: project.id, draft, expectedUpdatedAt, at: now })
    expect([await nameAt(here, now), await nameAt(there, now + 4)]).toEqual(['Renamed', project.name])
    expect(await nameAt(there, now + 5)).toBe('Renamed')
    await here.apiKeys.end({ owner, projectId: project.id, keyId: key.id, endsAt: now })
    expect([await nameAt(here, now), await nameAt(there, now + 9)]).toEqual([undefined, 'Renamed'])
    expect(await nameAt(there, now + 10)).toBeUndefined()
  })

  test('behavior: the keys of an uninstalled shop are unknown until the shop returns', async () => {
    const stores = makeStores(db)
    const { hash, shop } = await makeKey(stores)
    await stores.shops.uninstall({ shopId: shop.id, at: now, pendingReason: 'gone' })
    expect(await stores.apiKeys.find({ hash, now })).toBeNull()
    await stores.shops.save({ ...shop, savedAt: now + 1 })
    expect(await stores.apiKeys.find({ hash, now: now + 1 })).not.toBeNull()
    await stores.shops.uninstall({ shopId: shop.id, at: now + 2, pendingReason: 'gone' })
    expect(await stores.apiKeys.find({ hash, now: now + 6 })).toBeNull()
  })

  test('refuses: a hash that belongs to another key', async () => {
    const stores = makeStores(db)
    const { hash, project, shopId: owner } = await makeKey(stores)
    const key = sampleApiKey({ projectId: project.id })
    await expect(stores.apiKeys.create({ owner, key, hash })).rejects.toThrow(/[Uu]nique/)
  })
})
