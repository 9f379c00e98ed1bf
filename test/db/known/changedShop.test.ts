import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseProof } from '../../../app/core/proof/format.ts'
import type { Database } from '../../../app/db/database.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { makeStores } from '../makeStores.ts'
import { NOW, openLogin } from './openLogin.ts'

/* A process remembers a shop and its gates. Whatever another process changes, and whenever, counts at once. */
describe.each(engines)('a remembered shop on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  /** A process that has logged a wallet in, so it remembers all that a login needs. */
  async function openKnown(parameters: { minimum?: bigint } = {}) {
    const world = await openLogin({ db, ...parameters })
    await world.unlock(await world.nonce())
    return { ...world, before: await world.countRows() }
  }
  const code = (name: string) => expect.objectContaining({ code: name })

  test('behavior: a gate that is paused between nonce and unlock stays closed, and nothing is granted', async () => {
    const { nonce, unlock, change, countRows, before } = await openKnown()
    const value = await nonce()
    await change({ state: 'paused' })
    expect((await unlock(value)).gates).toMatchObject([{ kind: 'closed', because: 'paused' }])
    expect(await countRows()).toMatchObject({ grants: before.grants, nonces: 0 })
  })

  test('behavior: a gate that asks for less from now on opens', async () => {
    const { nonce, unlock, change, draft, before, countRows } = await openKnown({ minimum: 6n })
    expect(before.grants).toBe(0)
    const value = await nonce()
    const { root } = draft.requirement
    if (root.kind !== 'erc721') throw new Error('The gate has another requirement.')
    await change({ requirement: { ...draft.requirement, root: { ...root, minimum: 5n } } })
    expect((await unlock(value)).gates).toMatchObject([{ kind: 'open' }])
    expect((await countRows()).grants).toBe(2)
  })

  test('behavior: a gate that is paused while the chain is read stays closed, and nothing is granted', async () => {
    const { nonce, unlock, change, hooks, countRows, before } = await openKnown()
    const value = await nonce()
    hooks.whileReading = async () => void (await change({ state: 'paused' }))
    expect((await unlock(value)).gates).toMatchObject([{ kind: 'closed', because: 'paused' }])
    expect(await countRows()).toMatchObject({ grants: before.grants, nonces: 0 })
  })

  test('behavior: a gate that changes while the chain is read is judged and proven as it is then', async () => {
    const { nonce, unlock, change, hooks } = await openKnown()
    const value = await nonce()
    hooks.whileReading = async () => {
      hooks.whileReading = async () => {}
      await change({ cap: 2 })
    }
    const { gates, proof } = await unlock(value)
    expect(gates).toMatchObject([{ kind: 'open' }])
    expect(parseProof(proof ?? '').claims.entries).toMatchObject([{ revision: 2, cap: 2 }])
  })

  test('behavior: a gate that is deleted between nonce and unlock is unknown, and the login is not used up', async () => {
    const { staff, shopId, number, nonce, unlock, countRows } = await openKnown()
    const value = await nonce()
    await staff.gates.delete({ shopId, number, actor: 'system', at: NOW })
    await expect(unlock(value)).rejects.toEqual(code('ERR_GATE_NOT_FOUND'))
    expect((await countRows()).nonces).toBe(1)
  })

  test('refuses: a nonce for a shop that has uninstalled (ERR_SHOP_NOT_FOUND)', async () => {
    const { nonce, uninstall, countRows } = await openKnown()
    await uninstall()
    await expect(nonce()).rejects.toEqual(code('ERR_SHOP_NOT_FOUND'))
    expect((await countRows()).nonces).toBe(0)
  })

  test('refuses: an unlock after the shop has uninstalled, and nothing is written (ERR_SHOP_NOT_FOUND)', async () => {
    const { nonce, unlock, uninstall, countRows, before } = await openKnown()
    const value = await nonce()
    await uninstall()
    await expect(unlock(value)).rejects.toEqual(code('ERR_SHOP_NOT_FOUND'))
    expect(await countRows()).toEqual({ ...before, nonces: 1 })
  })

  test('refuses: an unlock whose shop uninstalls while the chain is read, and nothing is granted (ERR_SHOP_NOT_FOUND)', async () => {
    const { nonce, unlock, uninstall, hooks, countRows, before } = await openKnown()
    const value = await nonce()
    hooks.whileReading = uninstall
    await expect(unlock(value)).rejects.toEqual(code('ERR_SHOP_NOT_FOUND'))
    expect((await countRows()).grants).toBe(before.grants)
  })

  test('refuses: a login on a domain that the shop has lost since (ERR_LOGIN_MISMATCH)', async () => {
    const { staff, record, nonce, unlock, countRows } = await openKnown()
    const value = await nonce()
    const moved = { ...record, primaryDomain: 'moved.example', domains: ['moved.example'] }
    await staff.shops.save({ ...moved, savedAt: record.savedAt + 60 })
    await expect(unlock(value)).rejects.toEqual(code('ERR_LOGIN_MISMATCH'))
    expect((await countRows()).nonces).toBe(1)
  })

  test('refuses: an unlock while every key has ended; then the new key signs (ERR_KEYS_CHANGING)', async () => {
    const { staff, shopId, nonce, unlock } = await openKnown()
    const value = await nonce()
    const epoch = 'abcdef01'
    expect(await staff.proofKeys.rotate({ shopId, epoch, isAtOnce: true, actor: 'system', at: NOW })).toBe(
      true,
    )
    await expect(unlock(value)).rejects.toEqual(code('ERR_KEYS_CHANGING'))
    await staff.proofKeys.sign({ shopId, epoch, at: NOW })
    const { proof } = await unlock(await nonce())
    expect(parseProof(proof ?? '').claims.epoch).toBe(epoch)
  })

  test('refuses: an unlock of a gate that changes at every attempt (ERR_SHOP_CHANGED)', async () => {
    const { nonce, unlock, change, hooks, countRows, before } = await openKnown()
    const value = await nonce()
    hooks.reads = 0
    let cap = 0
    hooks.whileReading = async () => void (await change({ cap: ++cap }))
    await expect(unlock(value)).rejects.toEqual(code('ERR_SHOP_CHANGED'))
    expect(hooks.reads).toBe(5)
    expect((await countRows()).grants).toBe(before.grants)
  })

  test('behavior: what a visit has seen is stored with its grants', async () => {
    const { nonce, unlock, number, shopId } = await openKnown()
    const { attempt } = await unlock(await nonce())
    const visit = await db.prisma.visit.findUniqueOrThrow({ where: { id: attempt.visitId } })
    expect(visit).toMatchObject({ shopId, asked: 2, seen: { gates: [{ gate: number, revision: 1 }] } })
  })

  test('behavior: another process finishes a login, once', async () => {
    const { nonce, unlock, staff } = await openKnown()
    const value = await nonce()
    expect((await unlock(value, staff)).gates).toMatchObject([{ kind: 'open' }])
    await expect(unlock(value)).rejects.toEqual(code('ERR_NONCE_UNKNOWN'))
    await expect(unlock(value, staff)).rejects.toEqual(code('ERR_NONCE_UNKNOWN'))
  })

  test('behavior: of parallel unlocks with one nonce, one creates a visit', async () => {
    const { nonce, unlock, staff, shopper, countRows, before } = await openKnown()
    const value = await nonce()
    const answers = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) => unlock(value, i % 2 ? staff : shopper)),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await countRows()).toMatchObject({ visits: before.visits + 1, grants: before.grants + 2 })
  })

  test('behavior: processes that die with their leases never admit more nonces than the client’s limit', async () => {
    const { nonce, countRows } = await openLogin({ db })
    let processes = [makeStores(db), makeStores(db), makeStores(db)]
    let issued = 0
    for (let i = 0; i < 60; i++) {
      // Each third round a process is killed: a new one has none of its units.
      if (i % 3 === 0) processes = [makeStores(db), ...processes.slice(0, 2)]
      const asked = processes.map((stores) => nonce(stores).then(() => 1))
      for (const { status } of await Promise.allSettled(asked)) issued += status === 'fulfilled' ? 1 : 0
    }
    expect(issued).toBeLessThanOrEqual(120)
    expect(issued).toBeGreaterThan(60)
    expect((await countRows()).nonces).toBe(issued)
    await expect(nonce(makeStores(db))).rejects.toEqual(code('ERR_RATE_LIMITED'))
  })
})
