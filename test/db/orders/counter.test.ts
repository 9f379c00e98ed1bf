import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toStep, UNDO_SECONDS } from '../../../app/core/counter/steps.ts'
import type { Till } from '../../../app/core/counter/types.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import { createRandomHex } from '../../../app/crypto/createRandomHex.ts'
import type { Database } from '../../../app/db/database.ts'
import { authenticateTill } from '../../../app/flows/counter/authenticateTill.ts'
import type { CounterKey } from '../../../app/flows/counter/issueCounterKey.ts'
import { listCounter } from '../../../app/flows/counter/listCounter.ts'
import { revokeTill } from '../../../app/flows/counter/revokeTill.ts'
import { reconcileRestored } from '../../../app/flows/shops/reconcileRestored.ts'
import { makeCounterCode } from '../../counterPhone.ts'
import { engines, type RunningEngine } from '../engines.ts'
import { sampleAddress, sampleShop } from '../samples.ts'
import { ONCE, openShop } from './openCounter.ts'
import { makeLine, ORDERED, openWorld } from './openWorld.ts'

const code = (text: string) => expect.objectContaining({ code: text })

describe.each(engines)('the counter, on $name', ({ start }) => {
  let engine: RunningEngine
  let db: Database
  beforeAll(async () => {
    engine = await start()
    db = await engine.open()
  })
  afterAll(() => engine.close())

  test('default: a code opens the gate at the till, its use is charged, and the order of the point of sale has it', async () => {
    const { world, ctx, openTill, signIn, check, charge } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const till = await openTill()
    const phone = await signIn()
    const { checkId, findings } = await check(till, phone.show())
    expect(findings).toMatchObject([{ kind: 'open', gate: { number: gate.number } }])
    expect(await world.uses(gate)).toMatchObject({ committed: 0 })
    const sold = await charge(till, checkId, gate)
    expect(sold).toMatchObject({ kind: 'charged', charge: { units: 1, orderId: null } })
    expect(await world.uses(gate)).toMatchObject({ committed: 1, reserved: 0 })
    // The answer was lost and the page asks again.
    expect(await charge(till, checkId, gate)).toEqual(sold)
    world.shopify.place({ id: 1, isStaffMade: true, isPointOfSale: true, createdAt: world.now + 60 })
    await world.hear(1, null)
    expect((await world.load(1)).settlement).toMatchObject({
      ...{ outcome: 'committed', reasons: [], gates: [{ gate: gate.number }] },
      proofs: [{ place: { kind: 'till', check: checkId } }],
    })
    expect((await world.load(1)).action).toMatchObject({ kind: 'none' })
    expect(await world.uses(gate)).toMatchObject({ committed: 1 })
    const { charges, sales } = await listCounter(ctx, { myshopifyDomain: world.shop.myshopifyDomain })
    expect(charges).toMatchObject([{ id: checkId, till: 'Front desk', orderId: 1 }])
    expect(sales).toEqual([])
  })

  test('behavior: an erased customer leaves nothing of a charge, but its use', async () => {
    const { world, ctx, openTill, signIn, sell } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    await sell(await openTill(), (await signIn()).show(), gate)
    world.shopify.place({ id: 1, isStaffMade: true, isPointOfSale: true })
    await world.hear(1, null)
    const { id: shopId, myshopifyDomain } = world.shop
    await world.ports.privacy.redactCustomer({ shopId, customerId: null, orderIds: [1] })
    expect((await listCounter(ctx, { myshopifyDomain })).charges).toEqual([])
    expect(await db.prisma.visit.count({ where: { shopId, id: { startsWith: 'till-' } } })).toBe(0)
    expect(await world.uses(gate)).toMatchObject({ committed: 1 })
  })

  test('behavior: a second order finds no charge, is told to staff, and is never held', async () => {
    const { world, ctx, openTill, signIn, sell } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const till = await openTill()
    await sell(till, (await signIn()).show(), gate)
    for (const id of [1, 2]) {
      world.shopify.place({ id, isStaffMade: true, isPointOfSale: true, createdAt: ORDERED + id })
      await world.hear(id, null)
    }
    expect(await world.outcome(1)).toBe('committed')
    expect((await world.load(2)).settlement).toMatchObject({
      outcome: 'none',
      reasons: [{ kind: 'staff-made' }],
    })
    expect((await world.load(2)).action).toMatchObject({ kind: 'none' })
    const { sales } = await listCounter(ctx, { myshopifyDomain: world.shop.myshopifyDomain })
    expect(sales).toEqual([{ orderId: 2, name: '#2', orderedAt: ORDERED + 2, gates: [gate.number] }])
    // The till charges late: the order that waits gets it.
    await sell(till, (await signIn()).show(), gate, '#2')
    await world.work()
    expect(await world.outcome(2)).toBe('committed')
    expect(await listCounter(ctx, { myshopifyDomain: world.shop.myshopifyDomain })).toMatchObject({
      sales: [],
    })
    expect(await world.uses(gate)).toMatchObject({ committed: 2 })
  })

  test('behavior: a charge with an order’s number waits for that order, whatever comes before it', async () => {
    const { world, openTill, signIn, sell } = await openShop(db)
    const gate = await world.makeGate()
    await sell(await openTill(), (await signIn()).show(), gate, '#8')
    world.shopify.place({ id: 7, isStaffMade: true, isPointOfSale: true })
    world.shopify.place({ id: 8, isStaffMade: true, isPointOfSale: true, createdAt: ORDERED + 9000 })
    await world.hear(7, null)
    await world.hear(8, null)
    expect(await world.outcome(7)).toBe('none')
    expect(await world.outcome(8)).toBe('committed')
  })

  test('behavior: an order of something else, or of a draft, takes no charge', async () => {
    const { world, openTill, signIn, sell } = await openShop(db)
    const gate = await world.makeGate()
    await sell(await openTill(), (await signIn()).show(), gate)
    const other = [makeLine({ id: 1, productId: 8999, variantId: 9999 })]
    world.shopify.place({ id: 1, isStaffMade: true, isPointOfSale: true, lines: other })
    world.shopify.place({ id: 2, isStaffMade: true })
    await world.hear(1, null)
    await world.hear(2, null)
    world.shopify.place({ id: 3, isStaffMade: true, isPointOfSale: true })
    await world.hear(3, null)
    expect(await world.outcome(2)).toBe('none')
    expect(await world.outcome(3)).toBe('committed')
  })

  test('behavior: a cancelled sale gives the use back; one that was cancelled before it was settled takes no charge', async () => {
    const { world, openTill, signIn, sell } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const till = await openTill()
    await sell(till, (await signIn()).show(), gate)
    const placed = world.shopify.place({ id: 1, isStaffMade: true, isPointOfSale: true })
    await world.hear(1, null)
    expect(await world.uses(gate)).toMatchObject({ committed: 1 })
    world.shopify.place({ ...placed, cancelledAt: ORDERED + 300 })
    await world.hear(1, null)
    expect(await world.uses(gate)).toMatchObject({ committed: 0 })
    // Rung up wrongly and again: the charge is for the sale that stands.
    await sell(till, (await signIn()).show(), gate)
    const sale = { isStaffMade: true, isPointOfSale: true, createdAt: ORDERED + 400 }
    world.shopify.place({ id: 2, ...sale, cancelledAt: ORDERED + 410 })
    world.shopify.place({ id: 3, ...sale })
    await world.hear(2, null)
    await world.hear(3, null)
    expect(await world.outcome(3)).toBe('committed')
    expect(await world.uses(gate)).toMatchObject({ committed: 1 })
  })

  test('behavior: the use of the shopper’s own cart is the one that is charged, and the cart’s order then lacks it', async () => {
    const { world, openTill, signIn, sell } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const phone = await signIn()
    const { proofs } = await world.unlock({ gates: [gate], wallet: phone.wallet, visitId: phone.visitId })
    expect(await world.uses(gate)).toMatchObject({ reserved: 1, committed: 0 })
    const till = await openTill()
    expect(await sell(till, phone.show(), gate)).toMatchObject({ kind: 'charged' })
    expect(await world.uses(gate)).toMatchObject({ reserved: 0, committed: 1 })
    world.shopify.place({ id: 1, proof: proofs.c })
    await world.hear(1)
    expect((await world.load(1)).settlement.lines).toMatchObject([{ outcome: 'duplicate' }])
    expect(await world.uses(gate)).toMatchObject({ committed: 1 })
  })

  test('refuses: a wallet that has used the gate up, and says which limit', async () => {
    const { world, openTill, signIn, sell } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const till = await openTill()
    const wallet = sampleAddress()
    await sell(till, (await signIn(wallet)).show(), gate)
    expect(await sell(till, (await signIn(wallet)).show(), gate)).toMatchObject({
      kind: 'refused',
      finding: { kind: 'closed', because: 'used-up', usedUp: { limit: 'wallet' } },
    })
    expect(await world.uses(gate)).toMatchObject({ committed: 1, reserved: 0 })
  })

  test('behavior: the check says which limit is used up, and reserves nothing; a cart’s own use counts as one', async () => {
    const { world, openTill, signIn, check, sell, undo } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const total = await world.makeGate({ limits: { perWallet: null, perToken: null, total: 1 } })
    const till = await openTill()
    const anna = await signIn()
    const ben = await signIn()
    const listKinds = async (phone: Awaited<ReturnType<typeof signIn>>) => {
      world.now += 20
      const { findings } = await check(till, phone.show())
      const byGate = new Map(findings.map((one) => [one.gate.number, one]))
      return [gate, total].map(({ number }) => {
        const one = byGate.get(number)
        return one?.kind === 'closed' && one.because === 'used-up' ? one.usedUp.limit : one?.kind
      })
    }
    expect(await listKinds(anna)).toEqual(['open', 'open'])
    expect([await world.uses(gate), await world.uses(total)]).toMatchObject([
      { committed: 0, reserved: 0 },
      { committed: 0, reserved: 0 },
    ])
    const charge = async (which: Gate) => {
      world.now += 20
      expect(await sell(till, anna.show(), which)).toMatchObject({ kind: 'charged' })
    }
    await charge(gate)
    expect(await listKinds(anna)).toEqual(['wallet', 'open'])
    expect(await listKinds(ben)).toEqual(['open', 'open'])
    await charge(total)
    expect(await listKinds(ben)).toEqual(['open', 'total'])
    // An undone charge gives it back.
    const checks = await db.prisma.counterCheck.findMany({
      where: { shopId: world.shop.id, gate: BigInt(total.number) },
    })
    for (const { id } of checks) await undo(till, id)
    expect(await listKinds(ben)).toEqual(['open', 'open'])
  })

  test('refuses: a wallet that does not hold enough, or cannot be read, and charges nothing', async () => {
    const { world, openTill, signIn, check, charge } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const till = await openTill()
    world.balances.answer = 0n
    const found = await check(till, (await signIn()).show())
    expect(found.findings).toMatchObject([{ kind: 'unmet' }])
    expect(await charge(till, found.checkId, gate)).toMatchObject({
      kind: 'refused',
      finding: { kind: 'unmet' },
    })
    world.balances.answer = null
    expect((await check(till, (await signIn()).show())).findings).toMatchObject([{ kind: 'unchecked' }])
    expect(await world.uses(gate)).toMatchObject({ committed: 0, reserved: 0 })
  })

  test('default: an undone charge gives its use back, once', async () => {
    const { world, openTill, signIn, check, charge, undo } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const till = await openTill()
    const { checkId } = await check(till, (await signIn()).show())
    await charge(till, checkId, gate)
    await undo(till, checkId)
    expect(await world.uses(gate)).toMatchObject({ committed: 0, reserved: 0 })
    await expect(undo(till, checkId)).rejects.toEqual(code('ERR_COUNTER_CHARGE_STALE'))
    world.shopify.place({ id: 1, isStaffMade: true, isPointOfSale: true })
    await world.hear(1, null)
    expect(await world.outcome(1)).toBe('none')
  })

  test('refuses: to undo a charge of another till, an old one, and one that an order has (ERR_COUNTER_CHARGE_STALE)', async () => {
    const { world, openTill, signIn, check, charge, undo } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const [till, other] = [await openTill('One'), await openTill('Two')]
    const first = await check(till, (await signIn()).show())
    await charge(till, first.checkId, gate)
    await expect(undo(other, first.checkId)).rejects.toEqual(code('ERR_COUNTER_CHARGE_STALE'))
    world.now += UNDO_SECONDS + 1
    await expect(undo(till, first.checkId)).rejects.toEqual(code('ERR_COUNTER_CHARGE_STALE'))
    const second = await check(till, (await signIn()).show())
    await charge(till, second.checkId, gate)
    world.shopify.place({ id: 1, isStaffMade: true, isPointOfSale: true, createdAt: world.now })
    await world.hear(1, null)
    await expect(undo(till, second.checkId)).rejects.toEqual(code('ERR_COUNTER_CHARGE_STALE'))
    expect(await world.uses(gate)).toMatchObject({ committed: 2 })
  })

  test('refuses: a code that two tills check in the same second, but for one of them (ERR_COUNTER_CODE_USED)', async () => {
    const { world, openTill, signIn, check, charge } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const all = await Promise.all(['A', 'B', 'C', 'D', 'E', 'F'].map((name) => openTill(name)))
    for (let round = 0; round < 5; round++) {
      const phone = await signIn()
      const shown = phone.show()
      const answers = await Promise.allSettled(all.map((till) => check(till, shown)))
      const won = answers.flatMap((one, i) =>
        one.status === 'fulfilled' ? [{ till: all[i] as Till, ...one.value }] : [],
      )
      expect(won).toHaveLength(1)
      const lost = answers.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
      expect(lost).toEqual(lost.map(() => code('ERR_COUNTER_CODE_USED')))
      // Its page sends the charge again and again at once: one use.
      const [winner] = won
      if (!winner) throw new Error('No till has won.')
      const sent = [1, 2, 3, 4].map(() => charge(winner.till, winner.checkId, gate))
      const charged = await Promise.allSettled(sent)
      expect(charged.some(({ status }) => status === 'fulfilled')).toBe(true)
      expect(await world.uses(gate)).toMatchObject({ committed: round + 1 })
      // The same till reads the same code again: it is spent.
      await expect(check(winner.till, shown)).rejects.toEqual(code('ERR_COUNTER_CODE_USED'))
    }
  })

  test('refuses: a second charge of one use, if two tills charge two codes of one phone at once', async () => {
    const { world, openTill, signIn, check, charge } = await openShop(db)
    const once = await world.makeGate({ limits: ONCE })
    const twice = await world.makeGate({ limits: { perWallet: 2, perToken: null, total: null } })
    const tills = await Promise.all(['A', 'B', 'C'].map((name) => openTill(name)))
    for (let round = 1; round <= 4; round++) {
      for (const [gate, most] of [
        [once, 1],
        [twice, 2],
      ] as const) {
        const phone = await signIn()
        // In every second round the shopper's own cart has a use, which only one of the tills can take.
        if (round % 2 === 0)
          await world.unlock({ gates: [gate], wallet: phone.wallet, visitId: phone.visitId })
        const checks: { till: Till; checkId: string }[] = []
        for (const till of tills) {
          world.now += 20
          checks.push({ till, ...(await check(till, phone.show())) })
        }
        const answers = await Promise.all(checks.map(({ till, checkId }) => charge(till, checkId, gate)))
        expect(answers.filter(({ kind }) => kind === 'charged')).toHaveLength(most)
        expect(await world.uses(gate)).toMatchObject({ committed: most * round, reserved: 0 })
      }
    }
  })

  test('behavior: of orders that want one charge at once one gets it, and an undone charge goes to none', async () => {
    const { world, ctx, openTill, signIn, check, charge, undo } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const till = await openTill()
    const shopId = world.shop.id
    for (let round = 0; round < 6; round++) {
      const { checkId: id } = await check(till, (await signIn()).show())
      await charge(till, id, gate)
      const { committed = 0 } = (await world.uses(gate)) ?? {}
      const claims = [1, 2, 3, 4].map((orderId) =>
        ctx.counter.claimCharge({ shopId, id, orderId: 10 * round + orderId }),
      )
      const undoing = undo(till, id).then(
        () => true,
        () => false,
      )
      const won = (await Promise.all([...claims, undoing])).filter(Boolean)
      expect(won).toHaveLength(1)
      const isUndone = await undoing
      expect((await world.uses(gate))?.committed).toBe(isUndone ? committed - 1 : committed)
    }
  })

  test('behavior: the same till may read a code twice before it charges, and a code before a used one is a copy (ERR_COUNTER_CODE_USED)', async () => {
    const { world, openTill, signIn, check } = await openShop(db)
    await world.makeGate()
    const till = await openTill()
    const phone = await signIn()
    const first = await check(till, phone.show())
    expect((await check(till, ` ${phone.show().toLowerCase()}\r\n`)).checkId).toBe(first.checkId)
    const copied = makeCounterCode(phone.issued, toStep(world.now) - 1)
    await expect(check(till, copied)).rejects.toEqual(code('ERR_COUNTER_CODE_USED'))
  })

  test('refuses: a picture of a code, one of the future, and one after the phone’s key has ended (ERR_COUNTER_CODE_TIME)', async () => {
    const { world, openTill, signIn, check } = await openShop(db)
    await world.makeGate()
    const till = await openTill()
    const phone = await signIn()
    const copy = phone.show()
    // A phone that is offline for a minute still shows codes that count.
    world.now += 60
    expect(await check(till, makeCounterCode(phone.issued, toStep(world.now)))).toBeTruthy()
    world.now += 60
    await expect(check(till, copy)).rejects.toEqual(code('ERR_COUNTER_CODE_TIME'))
    const ahead = makeCounterCode(phone.issued, toStep(world.now) + 3)
    await expect(check(till, ahead)).rejects.toEqual(code('ERR_COUNTER_CODE_TIME'))
    world.now += 900
    await expect(check(till, phone.show())).rejects.toEqual(code('ERR_COUNTER_CODE_TIME'))
  })

  test('refuses: a code of a visit that has signed out or ended (ERR_COUNTER_VISIT_ENDED, ERR_SESSION_UNKNOWN)', async () => {
    const { world, openTill, signIn, check, charge } = await openShop(db)
    const gate = await world.makeGate({ limits: ONCE })
    const till = await openTill()
    const phone = await signIn()
    const { checkId } = await check(till, phone.show())
    expect(await phone.ask(true)).toBeNull()
    await expect(charge(till, checkId, gate)).rejects.toEqual(code('ERR_COUNTER_VISIT_ENDED'))
    world.now += 20
    await expect(check(till, phone.show())).rejects.toEqual(code('ERR_COUNTER_VISIT_ENDED'))
    await expect(phone.ask()).rejects.toEqual(code('ERR_SESSION_UNKNOWN'))
    expect(await world.uses(gate)).toMatchObject({ committed: 0, reserved: 0 })
  })

  test('refuses: a code of another shop (ERR_COUNTER_CODE_SHOP)', async () => {
    const own = await openShop(db)
    const till = await own.openTill()
    const other = await openWorld({ db, record: sampleShop() })
    const visitId = createRandomHex(16)
    await other.ctx.visits.create({
      ...{ id: visitId, tokenHash: visitId, shopId: other.shop.id, wallets: [], vaults: [] },
      ...{ keyThumbprint: null, now: own.world.now, expiresAt: own.world.now + 7200 },
    })
    const last = toStep(own.world.now) + 10
    const issued = { visitId, last, key: own.ctx.hashPersonal(`counter ${visitId} ${last}`) } as CounterKey
    const shown = makeCounterCode(issued, toStep(own.world.now))
    await expect(own.check(till, shown)).rejects.toEqual(code('ERR_COUNTER_CODE_SHOP'))
  })

  test('refuses: rubbish and a changed code (ERR_COUNTER_CODE_INVALID)', async () => {
    const { world, openTill, signIn, check } = await openShop(db)
    const till = await openTill()
    const shown = (await signIn()).show()
    const last = shown.at(-1) === '0' ? '1' : '0'
    const changed = [
      ...['', 'hello', 'https://example.com/?PAL1', 'x'.repeat(10_000), `${shown}.${shown}`],
      ...[shown.slice(0, -1) + last, shown.replace('PAL1', 'PAL2'), `${shown}\0`],
      makeCounterCode(
        { visitId: '0'.repeat(32), last: toStep(world.now), key: '00'.repeat(32) },
        toStep(world.now),
      ),
    ]
    for (const typed of changed) {
      await expect(check(till, typed)).rejects.toEqual(code('ERR_COUNTER_CODE_INVALID'))
    }
  })

  test('refuses: a till that was ended, whose time is over, or that nobody made (ERR_TILL_REVOKED, ERR_TILL_ENDED, ERR_TILL_UNKNOWN)', async () => {
    const { world, ctx, openTill } = await openShop(db)
    const { myshopifyDomain } = world.shop
    const enter = async (name: string) => {
      const { tills: all } = await listCounter(ctx, { myshopifyDomain })
      const { token = '' } = all.find(({ till }) => till.name === name) ?? {}
      return authenticateTill(ctx, { token, clientAddress: null })
    }
    const revoked = await openTill('Revoked')
    await openTill('Short', 1)
    await revokeTill(ctx, { myshopifyDomain, id: revoked.id })
    await expect(enter('Revoked')).rejects.toEqual(code('ERR_TILL_REVOKED'))
    await expect(revokeTill(ctx, { myshopifyDomain, id: revoked.id })).rejects.toEqual(
      code('ERR_TILL_NOT_FOUND'),
    )
    expect(await enter('Short')).toMatchObject({ till: { name: 'Short' } })
    world.now += 3600
    await expect(enter('Short')).rejects.toEqual(code('ERR_TILL_ENDED'))
    for (const token of ['', 'nobody', 'x'.repeat(200)])
      await expect(authenticateTill(ctx, { token, clientAddress: null })).rejects.toEqual(
        code('ERR_TILL_UNKNOWN'),
      )
  })

  test('refuses: every till of before, once the database was set back to a backup', async () => {
    const { world, ctx, openTill } = await openShop(db)
    await openTill('Counter')
    const { tills } = await listCounter(ctx, { myshopifyDomain: world.shop.myshopifyDomain })
    const [token = ''] = tills.map((one) => one.token)
    await reconcileRestored({ ...world.ports, ...ctx })
    await expect(authenticateTill(ctx, { token, clientAddress: null })).rejects.toEqual(
      code('ERR_TILL_REVOKED'),
    )
    // Managers make new ones.
    expect(await openTill('Counter again')).toMatchObject({ revokedAt: null })
  })

  test('refuses: a till that asks too often, alone (ERR_RATE_LIMITED)', async () => {
    const { world, ctx, openTill } = await openShop(db)
    await openTill('Busy')
    await openTill('Calm')
    const { tills: all } = await listCounter(ctx, { myshopifyDomain: world.shop.myshopifyDomain })
    const enter = (name: string) => {
      const { token = '' } = all.find(({ till }) => till.name === name) ?? {}
      return authenticateTill(ctx, { token, clientAddress: null })
    }
    const asked = await Promise.allSettled(Array.from({ length: 130 }, () => enter('Busy')))
    const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(refused.length).toBeGreaterThan(5)
    expect(refused).toEqual(refused.map(() => code('ERR_RATE_LIMITED')))
    expect(await enter('Calm')).toMatchObject({ till: { name: 'Calm' } })
  })
})
