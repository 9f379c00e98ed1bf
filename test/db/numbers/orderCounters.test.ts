import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import type { OrderLine } from '../../../app/core/settlement/types.ts'
import type { Database } from '../../../app/db/database.ts'
import { createNumbersPort } from '../../../app/db/numbers.ts'
import { redactCustomer } from '../../../app/flows/orders/redactCustomer.ts'
import { fc, IS_LONG } from '../../random.ts'
import { engines } from '../engines.ts'
import { makeLine, ORDERED, openWorld, type World } from '../orders/openWorld.ts'

const PRICE = 20_000n
const OFF = 4_000n
type Step =
  | { kind: 'buy'; gate: 0 | 1; units: number; isCopy: boolean }
  | { kind: 'refund' | 'cancel' | 'settle' | 'redact' | 'lose'; order: number }

const orderStep = fc.constantFrom('refund', 'cancel', 'settle', 'redact', 'lose' as const)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('buy' as const),
    gate: fc.constantFrom(0 as const, 1 as const),
    units: fc.integer({ min: 1, max: 4 }),
    isCopy: fc.boolean(),
  }),
  fc.record({ kind: orderStep, order: fc.nat({ max: 9 }) }) as fc.Arbitrary<Step>,
)

describe.each(engines)('the counters of orders on $name', ({ start }) => {
  let db: Database
  const closers: (() => Promise<void>)[] = []
  beforeAll(async () => {
    const engine = await start()
    closers.push(engine.close)
    db = await engine.open()
  })
  afterAll(async () => {
    for (const close of closers) await close()
  })

  test('behavior: whatever happens to orders, the counters equal a recount of what is left of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        const world = await openWorld({ db })
        const gates = [
          await world.makeGate({ subject: { kind: 'products', ids: [8101] } }),
          await world.makeGate({
            subject: { kind: 'products', ids: [8102] },
            reaction: { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 2000 } },
          }),
        ] as const
        const told: Told[] = []
        for (const one of steps) await take({ world, gates, told, step: one })
        expect(await readCounters(world)).toEqual(await recount(world, gates, told))
      }),
      { numRuns: IS_LONG ? 100 : 5 },
    )
  })

  test('behavior: two settlements of one order at once count it once', async () => {
    const world = await openWorld({ db })
    const gate = await world.makeGate()
    const { proofs } = await world.unlock({ gates: [gate] })
    world.shopify.place({ id: 1, proof: proofs.c, lines: [makeLine()] })
    await world.hear(1)
    world.shopify.place({ id: 1, proof: proofs.c, lines: [makeLine({ quantity: 2, unitPrice: PRICE })] })
    await Promise.all([world.hear(1), world.hear(1), world.hear(1)])
    await world.hear(1)
    expect((await readCounters(world)).filter((line) => line.startsWith('0 '))).toEqual([
      '0 2026-11-25 order 1 40000',
    ])
    const { findOrderShares, findFirstDay } = createNumbersPort({ db })
    expect(await findOrderShares({ shopId: world.shop.id, orderIds: [1, 2] })).toEqual(
      new Map([[1, { revenue: 40_000n, discount: 0n }]]),
    )
    // Counting began with the answers to shoppers: an order may be older.
    await db.prisma.gateDay.deleteMany({ where: { shopId: world.shop.id, kind: 'open' } })
    expect(await findFirstDay({ shopId: world.shop.id, gate: 0 })).toBeNull()
  })
})

type Facts = { line: OrderLine; isCancelled: boolean }
/** An order: its facts now, and those of its latest settlement. A redacted order is not settled again. */
type Told = { id: number; gate: 0 | 1; proof: string; now: Facts; seen: Facts; isRedacted: boolean }

async function take({
  world,
  gates,
  told,
  step: one,
}: {
  world: World
  gates: readonly [Gate, Gate]
  told: Told[]
  step: Step
}): Promise<void> {
  if (one.kind === 'buy') {
    const before = one.isCopy ? told.at(-1) : undefined
    const which = before?.gate ?? one.gate
    const proof = before?.proof ?? (await world.unlock({ gates: [gates[which]] })).proofs.c
    const isPrice = which === 1
    const line = makeLine({
      ...(isPrice ? { productId: 8102, variantId: 9102 } : {}),
      quantity: one.units,
      unitPrice: PRICE,
      hasOurDiscount: isPrice,
      discounts: isPrice
        ? [{ amount: OFF * BigInt(one.units), code: null, isOurs: true, isWhole: false }]
        : [],
    })
    const facts = { line, isCancelled: false }
    const order = { id: told.length + 1, gate: which, proof, now: facts, seen: facts, isRedacted: false }
    told.push(order)
    await settle(world, order)
    return
  }
  const found = told[one.order % Math.max(1, told.length)]
  if (!found) return
  const { line } = found.now
  if (one.kind === 'refund') {
    found.now = { ...found.now, line: { ...line, currentQuantity: Math.max(0, line.currentQuantity - 1) } }
  }
  if (one.kind === 'cancel') found.now = { ...found.now, isCancelled: true }
  if (one.kind === 'lose') {
    found.now = { ...found.now, line: { ...line, hasOurDiscount: false, discounts: [] } }
  }
  if (one.kind === 'redact') {
    found.isRedacted = true
    await redactCustomer(world.ctx, { shopId: world.shop.id, customerId: null, orderIds: [found.id] })
    await world.work()
  } else await settle(world, found)
}

async function settle(world: World, told: Told): Promise<void> {
  const { id, proof, now, isRedacted } = told
  const createdAt = ORDERED + id
  world.shopify.place({
    ...{ id, proof, createdAt, lines: [now.line] },
    cancelledAt: now.isCancelled ? createdAt + 60 : null,
  })
  await world.hear(id)
  if (!isRedacted) told.seen = now
}

/** The counters of orders as `gate day kind count amount`, without those that came back to zero. */
async function readCounters(world: World): Promise<string[]> {
  const rows = await world.db.prisma.gateDay.findMany({
    where: { shopId: world.shop.id, kind: { in: ['order', 'discount'] } },
    orderBy: [{ gate: 'asc' }, { dayOn: 'asc' }, { kind: 'asc' }],
  })
  return rows
    .filter(({ count, amount }) => count !== 0n || amount !== 0n)
    .map(({ gate, dayOn, kind, count, amount }) => `${gate} ${dayOn} ${kind} ${count} ${amount}`)
}

/** Count again from the orders: those that a proof paid for, as their latest settlement saw them. */
async function recount(world: World, gates: readonly [Gate, Gate], told: readonly Told[]): Promise<string[]> {
  const sums = new Map<string, [number, bigint]>()
  const add = (key: string, amount: bigint) => {
    const [count, sum] = sums.get(key) ?? [0, 0n]
    sums.set(key, [count + 1, sum + amount])
  }
  for (const { id, gate, seen } of told) {
    const { settlement } = await world.load(id)
    const { line, isCancelled } = seen
    const left = BigInt(line.currentQuantity)
    if (isCancelled || settlement.outcome !== 'committed' || left === 0n) continue
    const off = (line.discounts?.[0]?.amount ?? 0n) / BigInt(line.quantity)
    for (const number of [0, gates[gate].number]) {
      add(`${number} 2026-11-25 order`, (PRICE - off) * left)
      if (off > 0n) add(`${number} 2026-11-25 discount`, off * left)
    }
  }
  const order = ([a]: [string, unknown], [b]: [string, unknown]) => {
    const [x = '', y = ''] = [a.split(' ')[0], b.split(' ')[0]]
    return Number(x) - Number(y) || (a < b ? -1 : 1)
  }
  return [...sums].sort(order).map(([key, [count, amount]]) => `${key} ${count} ${amount}`)
}
