import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccessCodeWant } from '../../app/core/accessCode/types.ts'
import { NO_FLAGS } from '../../app/core/gate/reactionKinds.ts'
import type { Gate } from '../../app/core/gate/types.ts'
import type { Database } from '../../app/db/database.ts'
import { engines, type RunningEngine } from './engines.ts'
import { makeStores } from './makeStores.ts'
import { next, sampleDraft, sampleShop } from './samples.ts'

const NOW = 1_790_000_000
const END = NOW + 4500
const KEPT = 61 * 86_400

describe.each(engines)('accessCodes on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  async function openGate() {
    const stores = makeStores(db)
    const record = sampleShop()
    await stores.shops.save(record)
    const gate = await stores.gates.create({
      actor: 'system',
      shopId: record.id,
      draft: sampleDraft(),
      profile: 0,
      at: NOW - 100,
    })
    return {
      codes: stores.accessCodes,
      gates: stores.gates,
      shopId: record.id,
      gate,
      visitId: `visit-${next()}`,
    }
  }
  function makeWant(gate: Gate, over: Partial<AccessCodeWant> = {}): AccessCodeWant {
    const { number, revision } = gate
    const digits = String(next()).padStart(12, '0')
    const newCode = `PAL-${digits.slice(0, 4)}-${digits.slice(4, 8)}-${digits.slice(8)}`
    return { gate: number, revision, grantId: 'a'.repeat(16), buyer: '0', newCode, endsAt: END, ...over }
  }
  const runs = ({ number, revision }: Gate) => [{ gate: number, revision }]

  test('default: each visit, gate and grant has one code, from its creation until it is swept', async () => {
    const { codes, shopId, gate, visitId } = await openGate()
    const want = makeWant(gate)
    const [made] = await codes.open({ shopId, visitId, wants: [want], at: NOW })
    expect(made).toEqual({
      code: want.newCode,
      gate: gate.number,
      revision: 1,
      visitId,
      grantId: want.grantId,
      buyer: '0',
      state: 'making',
      discountId: null,
      endsAt: END,
      createdAt: NOW,
    })
    const code = want.newCode
    expect(await codes.setMade({ shopId, code, discountId: 'gid://1', endsAt: END })).toBe(true)
    const other = makeWant(gate, { grantId: 'b'.repeat(16) })
    const again = await codes.open({ shopId, visitId, wants: [other, makeWant(gate)], at: NOW + 60 })
    expect(again).toMatchObject([
      { code: other.newCode, state: 'making' },
      { code, state: 'made', discountId: 'gid://1', createdAt: NOW },
    ])
    expect(await codes.setMade({ shopId, code, discountId: 'gid://1', endsAt: END + 7200 })).toBe(true)
    expect(await codes.sweep({ shopId, at: NOW })).toBe(END)
    const due = { shopId, running: runs(gate), after: null, limit: 9 }
    expect(await codes.listDue({ ...due, at: END - 1 })).toEqual([])
    expect(await codes.listDue({ ...due, at: END })).toMatchObject([{ code: other.newCode }])
    expect(await codes.listDue({ ...due, at: END + 7200 })).toMatchObject([{ code: other.newCode }, { code }])
    const [after = null] = await codes.listDue({ ...due, at: END + 7200, limit: 1 })
    expect(await codes.listDue({ ...due, at: END + 7200, after })).toMatchObject([{ code }])
    await codes.setGone({ shopId, code })
    await codes.setGone({ shopId, code: other.newCode })
    expect(await codes.setMade({ shopId, code, discountId: 'gid://1', endsAt: END })).toBe(false)
    expect(await codes.listDue({ ...due, at: END + 7200 })).toEqual([])
    expect(await codes.sweep({ shopId, at: END + KEPT })).toBe(END + 7200 + KEPT)
    expect(await codes.sweep({ shopId, at: END + 7200 + KEPT })).toBeNull()
  })

  test('behavior: a code names its buyer, and so does the code that replaces it', async () => {
    const { codes, shopId, gate, visitId } = await openGate()
    const want = makeWant(gate, { buyer: '777' })
    const [made] = await codes.open({ shopId, visitId, wants: [want], at: NOW })
    expect(made).toMatchObject({ code: want.newCode, buyer: '777' })
    const other = makeWant(gate, { buyer: '888' })
    const [same] = await codes.open({ shopId, visitId, wants: [other], at: NOW })
    expect(same).toMatchObject({ code: want.newCode, buyer: '777' })
    const replaced = await codes.replace({ shopId, visitId, code: want.newCode, want: other, at: NOW })
    expect(replaced).toMatchObject({ code: other.newCode, buyer: '888' })
    // An order with the first code may still arrive: it pays with the same grant.
    const used = await codes.findUsed({ shopId, codes: [want.newCode, other.newCode] })
    expect(used.map(({ code, grantId }) => [code, grantId])).toEqual([
      [want.newCode, want.grantId],
      [other.newCode, want.grantId],
    ])
    const third = makeWant(gate, { buyer: '999' })
    await codes.replace({ shopId, visitId, code: other.newCode, want: third, at: NOW })
    expect(await codes.open({ shopId, visitId, wants: [other], at: NOW })).toMatchObject([
      { code: third.newCode, buyer: '999' },
    ])
  })

  test('behavior: fifty parallel requests of a visit get the same code', async () => {
    const { codes, shopId, gate, visitId } = await openGate()
    const opened = await Promise.all(
      Array.from({ length: 50 }, () => codes.open({ shopId, visitId, wants: [makeWant(gate)], at: NOW })),
    )
    expect(new Set(opened.flat().map(({ code }) => code)).size).toBe(1)
  })

  test('behavior: an order finds a code with the terms it was made with, even after the gate has a new revision', async () => {
    const { codes, gates, shopId, gate, visitId } = await openGate()
    const base = makeWant(gate)
    const want = { ...base, newCode: `${base.newCode}-1` }
    await codes.open({ shopId, visitId, wants: [want], at: NOW })
    const { number, updatedAt } = gate
    const price = { kind: 'percentage', hundredths: 500 } as const
    const change = { shopId, number, profile: 0, expectedRevision: 1, expectedUpdatedAt: updatedAt }
    const draft = sampleDraft({ reaction: { ...NO_FLAGS, price }, cap: 0 })
    const revised = await gates.update({ actor: 'system', ...change, revision: 2, draft, at: NOW + 10 })
    const entered = [`${base.newCode.toLowerCase()}-2`, want.newCode, 'WELCOME10']
    expect(await codes.findUsed({ shopId, codes: entered })).toEqual([
      {
        code: want.newCode,
        gate: number,
        revision: 1,
        grantId: want.grantId,
        buyer: want.buyer,
        cap: 3,
        reaction: sampleDraft().reaction,
      },
    ])
    // The gate has a new revision: the old code is due for deletion, and a new one may replace it.
    const due = { shopId, at: NOW + 20, after: null, limit: 9 }
    expect(await codes.listDue({ ...due, running: runs(gate) })).toEqual([])
    expect(await codes.listDue({ ...due, running: runs(revised) })).toMatchObject([{ code: want.newCode }])
    expect(await codes.listDue({ ...due, running: [] })).toMatchObject([{ code: want.newCode }])
    await codes.setGone({ shopId, code: want.newCode })
    const newer = makeWant(revised)
    const replace = { shopId, visitId, code: want.newCode, at: NOW + 20 }
    expect(await codes.replace({ ...replace, want: newer })).toMatchObject({
      code: newer.newCode,
      revision: 2,
      state: 'making',
    })
    // The second caller gets the code of the first.
    expect(await codes.replace({ ...replace, want: makeWant(revised) })).toMatchObject({
      code: newer.newCode,
    })
  })

  test('behavior: a code keeps the revision it was made with if the gate changes while chains are read', async () => {
    const { codes, gates, shopId, gate, visitId } = await openGate()
    const { number, updatedAt } = gate
    const change = { shopId, number, profile: 0, expectedRevision: 1, expectedUpdatedAt: updatedAt }
    await gates.update({
      actor: 'system',
      ...change,
      revision: 2,
      draft: sampleDraft({ cap: 0 }),
      at: NOW - 5,
    })
    const [made] = await codes.open({ shopId, visitId, wants: [makeWant(gate)], at: NOW })
    expect(made).toMatchObject({ revision: 1, createdAt: NOW - 6 })
  })

  test('behavior: the codes of another shop are not found', async () => {
    const [own, other] = [await openGate(), await openGate()]
    const want = makeWant(own.gate)
    await own.codes.open({ shopId: own.shopId, visitId: own.visitId, wants: [want], at: NOW })
    expect(await own.codes.findUsed({ shopId: other.shopId, codes: [want.newCode] })).toEqual([])
    expect(
      await own.codes.listDue({ shopId: other.shopId, at: END, running: [], after: null, limit: 9 }),
    ).toEqual([])
    expect(await own.codes.sweep({ shopId: other.shopId, at: END })).toBeNull()
  })
})
