import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProjectId, ProjectNonce } from '../../app/core/project/types.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { sampleAddress, sampleProjectNonce } from './samples.ts'

describe.each(engines)('projectNonces on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  const keyOf = (nonce: ProjectNonce, now = nonce.issuedAt) => {
    const { projectId, family, walletAddress, value } = nonce
    return { projectId, family, walletAddress, value, now }
  }
  /** Another login of the same wallet, some seconds later. */
  const later = (nonce: ProjectNonce, seconds: number, changes: Partial<ProjectNonce> = {}) =>
    sampleProjectNonce({
      projectId: nonce.projectId,
      walletAddress: nonce.walletAddress,
      issuedAt: nonce.issuedAt + seconds,
      expiresAt: nonce.issuedAt + seconds + 120,
      ...changes,
    })

  test('default', async () => {
    const { projectNonces } = makeStores(db)
    const nonce = sampleProjectNonce()
    expect(await projectNonces.issue(nonce)).toEqual(nonce)
    expect(await projectNonces.find(keyOf(nonce))).toEqual([nonce])
    expect(await projectNonces.consume(keyOf(nonce))).toBe(true)
    expect(await projectNonces.consume(keyOf(nonce))).toBe(false)
    expect(await projectNonces.find(keyOf(nonce))).toEqual([])
  })

  test('behavior: a process remembers the nonces it issued until they are used there, and another process does not', async () => {
    const [{ projectNonces }, { projectNonces: other }] = [makeStores(db), makeStores(db)]
    const nonce = sampleProjectNonce()
    await projectNonces.issue(nonce)
    expect(projectNonces.listIssued(keyOf(nonce))).toEqual([nonce])
    expect(other.listIssued(keyOf(nonce))).toEqual([])
    const second = later(nonce, 30)
    expect(await other.issue(second)).toEqual(second)
    expect(other.listIssued(keyOf(nonce))).toEqual([second])
    expect(await other.consume(keyOf(nonce))).toBe(true)
    // It is still recalled here, but no longer valid.
    expect(projectNonces.listIssued(keyOf(nonce))).toEqual([nonce])
    expect(await projectNonces.consume(keyOf(nonce))).toBe(false)
    expect(projectNonces.listIssued(keyOf(nonce))).toEqual([])
    expect(await projectNonces.find(keyOf(nonce))).toEqual([second])
  })

  test.each([
    ['page', 6],
    ['memo', 6],
    ['server', 30],
  ] as const)(
    'behavior: 64 parallel requests of the pool %s get %i nonces of their own and share one',
    async (pool, own) => {
      const { projectNonces } = makeStores(db)
      const other = makeStores(db).projectNonces
      for (let round = 0; round < 4; round++) {
        const first = sampleProjectNonce({ pool })
        // Four rounds: no nonces; another pool is full; ended ones everywhere; one was just used.
        if (round === 1) {
          const stranger = pool === 'page' ? 'memo' : 'page'
          for (let i = 0; i < 9; i++) await projectNonces.issue(later(first, 0, { pool: stranger }))
        }
        if (round === 2) for (let i = 0; i < own + 2; i++) await other.issue(later(first, -130, { pool }))
        if (round === 3) {
          const used = later(first, -1, { pool })
          await projectNonces.issue(used)
          await projectNonces.consume(keyOf(used))
        }
        const answers = await Promise.all(
          Array.from({ length: 64 }, (_, index) =>
            (index % 2 ? projectNonces : other).issue(later(first, 0, { pool })),
          ),
        )
        const times = new Map<string, number>()
        for (const { value } of answers) times.set(value, (times.get(value) ?? 0) + 1)
        expect([...times.values()].filter((count) => count === 1)).toHaveLength(own)
        expect(times.size).toBe(own + 1)
        const living = (await projectNonces.find(keyOf(first))).filter((one) => one.pool === pool)
        expect(new Set(living)).toEqual(
          new Set(answers.filter((one, at) => answers.findIndex((two) => two.value === one.value) === at)),
        )
      }
    },
  )

  test('behavior: one of 64 parallel consumers wins', async () => {
    const { projectNonces } = makeStores(db)
    for (let round = 0; round < 5; round++) {
      const nonce = sampleProjectNonce()
      await projectNonces.issue(nonce)
      const wins = await Promise.all(Array.from({ length: 64 }, () => projectNonces.consume(keyOf(nonce))))
      expect(wins.filter(Boolean)).toHaveLength(1)
    }
  })

  test('behavior: when no place of its own is left, requests share one nonce for a minute, then get another', async () => {
    const { projectNonces } = makeStores(db)
    const first = sampleProjectNonce()
    for (let i = 0; i < 6; i++)
      await projectNonces.issue(later(first, 0, { expiresAt: first.issuedAt + 1000 }))
    expect(await projectNonces.issue(first)).toEqual(first)
    expect(await projectNonces.issue(later(first, 59, { statement: 'Another.', format: 'simple' }))).toEqual(
      first,
    )
    const second = later(first, 60)
    expect(await projectNonces.issue(second)).toEqual(second)
    expect(await projectNonces.issue(later(first, 119))).toEqual(second)
    const third = later(first, 120)
    expect(await projectNonces.issue(third)).toEqual(third)
    expect(await projectNonces.find(keyOf(third))).toHaveLength(8)
    expect(await projectNonces.consume(keyOf(third, third.issuedAt))).toBe(true)
    // Not the one that ends too soon to be signed.
    const fourth = later(first, 121)
    expect(await projectNonces.issue(fourth)).toEqual(fourth)
  })

  test('behavior: five minutes of requests by strangers leave at most eight nonces, none moves or ends early, and each one lasts over a minute', async () => {
    const { projectNonces } = makeStores(db)
    const first = sampleProjectNonce()
    const ends = new Map<string, number>()
    let used = 0
    for (let second = 0; second < 300; second++) {
      const now = first.issuedAt + second
      const given = await projectNonces.issue(later(first, second))
      expect(given.expiresAt).toBeGreaterThan(now + 60)
      const living = await projectNonces.find(keyOf(first, now))
      expect(living.length).toBeLessThanOrEqual(8)
      for (const [value, end] of ends)
        expect(end <= now || living.some((one) => one.value === value)).toBe(true)
      for (const { value, expiresAt } of living) {
        expect(ends.get(value) ?? expiresAt).toBe(expiresAt)
        ends.set(value, expiresAt)
      }
      if (second % 47 === 13) {
        // The owner signs a nonce that others may have got too.
        expect(await projectNonces.consume(keyOf(given, now))).toBe(true)
        ends.delete(given.value)
        used += 1
      }
    }
    expect(used).toBe(7)
  })

  test('behavior: parallel issues and consumes never leave more than eight', async () => {
    const { projectNonces } = makeStores(db)
    const first = sampleProjectNonce()
    for (let minute = 0; minute < 6; minute++) {
      const now = first.issuedAt + minute * 61
      await Promise.all(
        Array.from({ length: 40 }, async (_, index) => {
          const given = await projectNonces.issue(later(first, now - first.issuedAt))
          if (index % 5 === 0) await projectNonces.consume(keyOf(given, now))
        }),
      )
      expect((await projectNonces.find(keyOf(first, now))).length).toBeLessThanOrEqual(8)
    }
  })

  test('behavior: a nonce is unknown to another project, to another wallet and after its end, and failed attempts do not use it up', async () => {
    const { projectNonces } = makeStores(db)
    const nonce = sampleProjectNonce()
    await projectNonces.issue(nonce)
    const key = keyOf(nonce)
    const strangers = [
      { ...key, projectId: 'b5ad9d3c-6a50-4a5f-8b34-6a5d1f7f2c11' as ProjectId },
      { ...key, walletAddress: sampleAddress() },
      { ...key, now: nonce.expiresAt },
    ]
    for (const stranger of strangers) {
      expect(await projectNonces.find(stranger)).toEqual([])
      expect(await projectNonces.consume(stranger)).toBe(false)
    }
    expect(await projectNonces.consume({ ...key, value: `${nonce.value} ` })).toBe(false)
    expect(await projectNonces.consume({ ...key, now: nonce.expiresAt - 1 })).toBe(true)
  })

  test('behavior: expired nonces are swept at the first issue and every hundredth', async () => {
    const { projectNonces } = makeStores(db)
    const old = sampleProjectNonce({ issuedAt: 1_000, expiresAt: 1_120 })
    const count = () => db.prisma.projectNonce.count({ where: { expiresAt: { lte: 1_120n } } })
    await projectNonces.issue(old)
    expect(await count()).toBe(1)
    for (let issued = 1; issued < 100; issued++) await projectNonces.issue(sampleProjectNonce())
    expect(await count()).toBe(1)
    await projectNonces.issue(sampleProjectNonce())
    expect(await count()).toBe(0)
  })

  test('behavior: a place that is reused during a sweep keeps its new nonce', async () => {
    for (let round = 0; round < 5; round++) {
      const fresh = Array.from({ length: 30 }, () => sampleProjectNonce())
      for (const nonce of fresh) await makeStores(db).projectNonces.issue(later(nonce, -130))
      const answers = await Promise.all(fresh.map((nonce) => makeStores(db).projectNonces.issue(nonce)))
      expect(answers).toEqual(fresh)
      for (const nonce of fresh) {
        expect(await makeStores(db).projectNonces.find(keyOf(nonce))).toEqual([nonce])
      }
    }
  })
})
