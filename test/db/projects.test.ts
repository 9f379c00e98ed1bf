import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProjectId, ProjectOwner } from '../../app/core/project/types.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeProject } from './makeProject.ts'
import { makeStores } from './makeStores.ts'
import { sampleApiKey, sampleProjectDraft } from './samples.ts'

const at = 1_790_000_500

describe.each(engines)('projects on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default', async () => {
    const stores = makeStores(db)
    const { shopId, project } = await makeProject(stores)
    const draft = sampleProjectDraft()
    expect(project).toMatchObject({ ...draft, name: project.name, shopId, createdAt: 1_790_000_100 })
    expect(project.updatedAt).toBe(project.createdAt)
    expect(await stores.projects.load({ owner: shopId, projectId: project.id })).toEqual(project)
    expect((await stores.projects.listReadable({ owner: shopId })).projects).toEqual([project])
  })

  test('behavior: a new project that several requests create at once is one project', async () => {
    const stores = makeStores(db)
    const { shopId } = await makeProject(stores)
    for (let round = 0; round < 10; round++) {
      const id = randomUUID() as ProjectId
      const create = () => stores.projects.create({ id, shopId, draft: sampleProjectDraft(), at })
      const made = await Promise.all(Array.from({ length: 8 }, create))
      expect(new Set(made.map((one) => one.id))).toEqual(new Set([id]))
    }
  })

  test('behavior: a project that is created twice, also at once, stays as it was made', async () => {
    const stores = makeStores(db)
    const { shopId, project } = await makeProject(stores)
    const again = { id: project.id, shopId, draft: sampleProjectDraft({ name: 'Again' }), at }
    const made = await Promise.all([stores.projects.create(again), stores.projects.create(again)])
    expect(made).toEqual([project, project])
  })

  test('behavior: an update replaces the draft and raises updatedAt, even within one second', async () => {
    const stores = makeStores(db)
    const { shopId: owner, project } = await makeProject(stores)
    const draft = sampleProjectDraft({
      requirement: null,
      statement: null,
      format: 'simple',
      redirectUris: [],
    })
    const changed = await stores.projects.update({
      owner,
      projectId: project.id,
      draft,
      expectedUpdatedAt: project.updatedAt,
      at: project.updatedAt,
    })
    expect(changed).toEqual({ ...project, ...draft, updatedAt: project.updatedAt + 1 })
    expect(await stores.projects.load({ owner, projectId: project.id })).toEqual(changed)
  })

  test('behavior: a project is a storefront of its shop once it says so, while the shop has the app', async () => {
    const stores = makeStores(db)
    const { shopId: owner, project } = await makeProject(stores)
    const { id: projectId } = project
    const find = () => stores.projects.findStorefront({ projectId })
    expect(await find()).toBeNull()
    const draft = sampleProjectDraft({ isStorefront: true })
    const change = { owner, projectId, draft, expectedUpdatedAt: project.updatedAt, at }
    expect(await stores.projects.update(change)).toMatchObject({ isStorefront: true })
    expect(await find()).toEqual({ myshopifyDomain: expect.stringMatching(/\.myshopify\.com$/) })
    await stores.shops.uninstall({ shopId: owner, at: 1_999_999_999, pendingReason: '' })
    expect(await find()).toBeNull()
  })

  test('refuses: an update of a project that has changed meanwhile (ERR_PROJECT_STALE)', async () => {
    const stores = makeStores(db)
    const { shopId: owner, project } = await makeProject(stores)
    const update = () =>
      stores.projects.update({
        owner,
        projectId: project.id,
        draft: sampleProjectDraft(),
        expectedUpdatedAt: project.updatedAt,
        at,
      })
    const ends = await Promise.allSettled(Array.from({ length: 8 }, update))
    expect(ends.filter((end) => end.status === 'fulfilled')).toHaveLength(1)
    await expect(update()).rejects.toMatchObject({ code: 'ERR_PROJECT_STALE' })
  })

  test('behavior: deleting a project ends its keys and keeps those of others', async () => {
    const stores = makeStores(db)
    const { shopId: owner, project } = await makeProject(stores)
    const key = sampleApiKey({ projectId: project.id })
    await stores.apiKeys.create({ owner, key, hash: 'h-deleted' })
    expect(await stores.apiKeys.find({ hash: 'h-deleted', now: at })).not.toBeNull()
    await stores.projects.delete({ owner, projectId: project.id })
    expect(await stores.apiKeys.find({ hash: 'h-deleted', now: at })).toBeNull()
    expect(await db.prisma.apiKey.count({ where: { projectId: project.id } })).toBe(0)
    expect((await stores.projects.listReadable({ owner })).projects).toEqual([])
  })

  test('behavior: a project without a shop belongs to the operator, who also reaches the projects of shops', async () => {
    const stores = makeStores(db)
    const { projects, apiKeys } = stores
    const { shopId, project } = await makeProject(stores)
    const draft = sampleProjectDraft()
    const alone = await projects.create({ id: randomUUID() as ProjectId, shopId: null, draft, at })
    const times = { createdAt: at, updatedAt: at }
    expect(alone).toEqual({ ...draft, id: alone.id, shopId: null, mayChangeGates: false, ...times })
    expect(await projects.load({ owner: 'operator', projectId: alone.id })).toEqual(alone)
    expect(await projects.load({ owner: 'operator', projectId: project.id })).toEqual(project)
    const all = (await projects.listReadable({ owner: 'operator' })).projects
    expect(all).toEqual(expect.arrayContaining([alone, project]))
    await expect(projects.load({ owner: shopId, projectId: alone.id })).rejects.toMatchObject({
      code: 'ERR_PROJECT_NOT_FOUND',
    })
    const key = sampleApiKey({ projectId: alone.id, kind: 'secret', shown: 'abcd' })
    await apiKeys.create({ owner: 'operator', key, hash: 'h-alone' })
    expect(await apiKeys.find({ hash: 'h-alone', now: at })).toEqual({ key, project: alone })
    await projects.delete({ owner: 'operator', projectId: alone.id })
  })

  test('refuses: every operation on the project and keys of another shop, and on unknown ones (ERR_PROJECT_NOT_FOUND, ERR_API_KEY_NOT_FOUND)', async () => {
    const stores = makeStores(db)
    const [mine, other] = [await makeProject(stores), await makeProject(stores)]
    const key = sampleApiKey({ projectId: other.project.id })
    await stores.apiKeys.create({ owner: other.shopId, key, hash: 'h-other' })
    const own = sampleApiKey({ projectId: mine.project.id })
    await stores.apiKeys.create({ owner: mine.shopId, key: own, hash: 'h-mine' })
    const before = await everything()

    const attempts = (owner: ProjectOwner, projectId: ProjectId) => ({
      load: () => stores.projects.load({ owner, projectId }),
      update: () =>
        stores.projects.update({
          owner,
          projectId,
          draft: sampleProjectDraft(),
          expectedUpdatedAt: other.project.updatedAt,
          at,
        }),
      delete: () => stores.projects.delete({ owner, projectId }),
      listKeys: () => stores.apiKeys.list({ owner, projectId }),
      createKey: () => stores.apiKeys.create({ owner, key: sampleApiKey({ projectId }), hash: 'h-new' }),
    })
    const stranger = randomUUID() as ProjectId
    for (const projectId of [other.project.id, stranger, "' OR true --" as ProjectId]) {
      for (const [name, attempt] of Object.entries(attempts(mine.shopId, projectId))) {
        await expect(attempt(), name).rejects.toMatchObject({ code: 'ERR_PROJECT_NOT_FOUND' })
      }
    }
    await expect(stores.projects.load({ owner: mine.shopId, projectId: 'a\0b' })).rejects.toMatchObject({
      code: 'ERR_PROJECT_NOT_FOUND',
    })
    const ends = [
      { owner: mine.shopId, projectId: other.project.id, keyId: key.id },
      { owner: mine.shopId, projectId: mine.project.id, keyId: key.id },
      { owner: mine.shopId, projectId: other.project.id, keyId: own.id },
      { owner: other.shopId, projectId: other.project.id, keyId: own.id },
      { owner: mine.shopId, projectId: mine.project.id, keyId: 'nothing' },
      { owner: mine.shopId, projectId: mine.project.id, keyId: 'a\0b' },
    ]
    for (const end of ends) {
      await expect(stores.apiKeys.end({ ...end, endsAt: at })).rejects.toMatchObject({
        code: 'ERR_API_KEY_NOT_FOUND',
      })
    }
    const ids = (await stores.projects.listReadable({ owner: mine.shopId })).projects.map(
      (project) => project.shopId,
    )
    expect(new Set(ids)).toEqual(new Set([mine.shopId]))
    expect(await everything()).toEqual(before)
  })

  test('refuses: an undefined owner', async () => {
    const { projects } = makeStores(db)
    const nobody = undefined as unknown as ProjectOwner
    await expect(projects.listReadable({ owner: nobody })).rejects.toThrow(TypeError)
  })

  test('refuses: a stored requirement that cannot be read whole, instead of asking for less (ERR_REQUIREMENT_INVALID, ERR_CHAIN_UNKNOWN)', async () => {
    const stores = makeStores(db)
    const { shopId: owner, project } = await makeProject(stores)
    const readable = sampleProjectDraft({ requirement: null })
    await stores.projects.create({ id: randomUUID() as ProjectId, shopId: owner, draft: readable, at })
    await stores.apiKeys.create({ owner, key: sampleApiKey({ projectId: project.id }), hash: 'h-unread' })
    const { chain, flat } = project.requirement ?? {}
    const { allowedWallets: _, ...less } = { ...flat }
    const unreadable = [
      [{ chain, ...less }, 'ERR_REQUIREMENT_INVALID'],
      [{ v: 2, chain, ...flat }, 'ERR_REQUIREMENT_INVALID'],
      [{ chain, ...flat, tokenIds: [7] }, 'ERR_REQUIREMENT_INVALID'],
      [{ chain, ...flat, heldForBlocks: 10 }, 'ERR_REQUIREMENT_INVALID'],
      [{ chain, ...flat, contractAddress: {} }, 'ERR_REQUIREMENT_INVALID'],
      [flat, 'ERR_REQUIREMENT_INVALID'],
      [[], 'ERR_REQUIREMENT_INVALID'],
      [{ ...flat, chain: 'gone' }, 'ERR_CHAIN_UNKNOWN'],
    ] as const
    // Rows from before columns had versions are read as version 1.
    for (const requirement of [
      { chain, ...flat },
      { v: 1, chain, ...flat },
    ]) {
      await db.prisma.project.updateMany({ where: { id: project.id }, data: { requirement } })
      const loaded = await stores.projects.load({ owner, projectId: project.id })
      expect(loaded.requirement).toEqual(project.requirement)
    }
    for (const [requirement, code] of unreadable) {
      await db.prisma.project.updateMany({
        where: { id: project.id },
        data: { requirement: requirement ?? {} },
      })
      await expect(stores.projects.load({ owner, projectId: project.id })).rejects.toMatchObject({ code })
      await expect(stores.apiKeys.find({ hash: 'h-unread', now: at })).rejects.toMatchObject({ code })
      // Its owner sees the other projects, and which one cannot be read.
      const { projects, unreadable } = await stores.projects.listReadable({ owner })
      expect(projects).toHaveLength(1)
      expect(unreadable).toEqual([{ id: project.id, name: project.name }])
    }
    await stores.projects.delete({ owner, projectId: project.id })
  })

  async function everything() {
    return [
      await db.prisma.project.findMany({ orderBy: { id: 'asc' } }),
      await db.prisma.apiKey.findMany({ orderBy: { id: 'asc' } }),
    ]
  }
})
