import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ProjectId, ProjectNonce } from '../../../app/core/project/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { sampleAddress, sampleProjectNonce } from '../samples.ts'

describe.each(engines)('createProjectNonceStore on $name', ({ start }) => {
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
  /** Another login of the same wallet, so many seconds later. */
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

  test('behavior: what a process gave out it recalls until it was used, and another process does not', async () => {
    const [{ projectNonces }, { projectNonces: other }] = [makeStores(db), makeStores(db)]
    const nonce = sampleProjectNonce()
    await projectNonces.issue(nonce)
    expect(projectNonces.recall(keyOf(nonce))).toEqual(nonce)
    expect(other.recall(keyOf(nonce))).toBeNull()
    // Served again by the other process, as it was first given.
    await other.issue(later(nonce, 30))
    expect(other.recall(keyOf(nonce))).toEqual(nonce)
    expect(await projectNonces.consume(keyOf(nonce))).toBe(true)
    expect(projectNonces.recall(keyOf(nonce))).toBeNull()
    expect(await other.consume(keyOf(nonce))).toBe(false)
    expect(other.recall(keyOf(nonce))).toBeNull()
  })

  test('behavior: 64 parallel issues give one value', async () => {
    const { projectNonces } = makeStores(db)
    const other = makeStores(db).projectNonces
    for (let round = 0; round < 5; round++) {
      const first = sampleProjectNonce()
      // Nothing stands; one that is old stands; one that has ended is in the way; one was just used.
      if (round === 1) await projectNonces.issue(later(first, -70))
      if (round === 2) await projectNonces.issue(later(first, -130))
      if (round === 3) {
        await projectNonces.issue(later(first, -130))
        await projectNonces.issue(later(first, -65))
      }
      if (round === 4) {
        const used = later(first, -1)
        await projectNonces.issue(used)
        await projectNonces.consume(keyOf(used))
      }
      const answers = await Promise.all(
        Array.from({ length: 64 }, (_, index) => (index % 2 ? projectNonces : other).issue(later(first, 0))),
      )
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      const living = await projectNonces.find(keyOf(first))
      expect(living[0]).toEqual(answers[0])
      expect(living).toHaveLength(round === 1 || round === 3 ? 2 : 1)
    }
  })

  test('behavior: one of 64 parallel consumers wins', async () => {
    const { projectNonces } = makeStores(db)
    for (let round = 0; round < 5; round++) {
      const nonce = sampleProjectNonce()
      await projectNonces.issue(nonce)
      const wins = await Promise.all(Array.from({ length: 64 }, () => projectNonces.consume(keyOf(nonce))))
      expect(wins.filter(Boolean)).toHaveLength(1)
    }
  })

  test('behavior: younger than a minute it is served again as it was first given, then another stands beside it', async () => {
    const { projectNonces } = makeStores(db)
    const first = sampleProjectNonce()
    await projectNonces.issue(first)
    expect(await projectNonces.issue(later(first, 59, { statement: 'Another.', format: 'simple' }))).toEqual(
      first,
    )
    const second = later(first, 60)
    expect(await projectNonces.issue(second)).toEqual(second)
    expect(await projectNonces.find(keyOf(first, first.issuedAt + 119))).toEqual([second, first])
    expect(await projectNonces.issue(later(first, 119))).toEqual(second)
    expect(await projectNonces.find(keyOf(first, first.issuedAt + 120))).toEqual([second])
    const third = later(first, 120)
    expect(await projectNonces.issue(third)).toEqual(third)
    expect(await projectNonces.find(keyOf(third))).toEqual([third, second])
    expect(await projectNonces.consume(keyOf(second, third.issuedAt))).toBe(true)
    expect(await projectNonces.find(keyOf(third))).toEqual([third])
  })

  test('behavior: after it was used a fresh one is given at once, beside the other that lives', async () => {
    const { projectNonces } = makeStores(db)
    const first = sampleProjectNonce()
    const second = later(first, 70)
    await projectNonces.issue(first)
    await projectNonces.issue(second)
    expect(await projectNonces.consume(keyOf(second))).toBe(true)
    const third = later(first, 71)
    expect(await projectNonces.issue(third)).toEqual(third)
    expect(await projectNonces.find(keyOf(third))).toEqual([third, first])
    expect(await projectNonces.consume(keyOf(first, third.issuedAt))).toBe(true)
    expect(await projectNonces.issue(later(first, 72))).toEqual(third)
  })

  test('behavior: over five minutes at most two live, and none ends at another time than it was given', async () => {
    const { projectNonces } = makeStores(db)
    const first = sampleProjectNonce()
    const ends = new Map<string, number>()
    for (let second = 0; second < 300; second++) {
      const now = first.issuedAt + second
      const given = await projectNonces.issue(later(first, second))
      expect(given.issuedAt).toBeGreaterThan(now - 60)
      const living = await projectNonces.find(keyOf(first, now))
      expect(living.length).toBeLessThanOrEqual(2)
      expect(living[0]).toEqual(given)
      for (const { value, expiresAt } of living) {
        expect(ends.get(value) ?? expiresAt).toBe(expiresAt)
        ends.set(value, expiresAt)
      }
      if (second % 47 === 13) await projectNonces.consume(keyOf(given, now))
    }
    expect(ends.size).toBeGreaterThan(5)
  })

  test('behavior: issues and consumes at the same time never leave more than two', async () => {
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
      expect((await projectNonces.find(keyOf(first, now))).length).toBeLessThanOrEqual(2)
    }
  })

  test('behavior: it is unknown to another project and wallet and once it has expired, and survives the attempts', async () => {
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

  test('behavior: expired ones are swept on the first issue and every hundredth', async () => {
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

  test('behavior: a place that is filled anew while it is swept keeps what was put there', async () => {
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
