import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import { isAbout } from '../../../app/core/gate/subject.ts'
import type { GateNumber, Subject } from '../../../app/core/gate/types.ts'
import { evaluateSettlement } from '../../../app/core/settlement/evaluateSettlement.ts'
import { planSettlement } from '../../../app/core/settlement/planSettlement.ts'
import type {
  OrderBundle,
  OrderGate,
  OrderGrant,
  OrderLine,
  OrderProof,
  SettledLine,
} from '../../../app/core/settlement/types.ts'
import { type Dice, makeDice } from '../../makeDice.ts'
import { makeEntry, makeLine, makeOrder, ORDERED, UNLIMITED } from './samples.ts'

/*
 * Settles random orders of dishonest shoppers and compares the result with the rules of purchase. The rules below
 * ignore proofs, grants and places: a person who passes a gate may buy its subject, up to its cap.
 */

type Pair = { readonly productId: number; readonly variantId: number }
type RandomGate = {
  readonly number: number
  readonly subject: Subject
  readonly isExclusive: boolean
  readonly cap: number
}
type World = {
  readonly gates: readonly RandomGate[]
  readonly collections: ReadonlyMap<number, ReadonlySet<number>>
}

/** Every variant belongs to one product: product 1 has 11 and 12, and so on. */
const CATALOG: readonly Pair[] = [1, 2, 3, 4].flatMap((productId) =>
  [1, 2].map((n) => ({ productId, variantId: productId * 10 + n })),
)

export type SearchResult = {
  /** Orders whose settlement differs from the rules. */
  readonly faults: readonly string[]
  /** Lines by outcome, because a search that never meets a case finds nothing. */
  readonly met: Readonly<Record<'committed' | 'unproved' | 'none' | 'refusedAtCheckout', number>>
}

/** Settle random orders; deterministic by seed. */
export function searchDishonestOrders({ count, seed }: { count: number; seed: number }): SearchResult {
  const dice = makeDice(seed)
  const faults: string[] = []
  const met = { committed: 0, unproved: 0, none: 0, refusedAtCheckout: 0 }
  for (let i = 0; i < count; i++) {
    const world = makeWorld(dice)
    const passed = dice.some(world.gates)
    const shop = makePurchase({ dice, world, passed })
    const hasFunctions = dice.chance(0.3)
    const sold = hasFunctions
      ? shop.lines.filter((line) => passesCheckout({ ...shop, world, line }))
      : shop.lines
    met.refusedAtCheckout += shop.lines.length - sold.length
    const settled = settle({ ...shop, world, lines: sold })
    for (const { outcome } of settled) met[outcome as keyof typeof met] += 1
    for (const fault of judge({ ...shop, world, passed, hasFunctions, lines: sold, settled })) {
      faults.push(`order ${i} of seed ${seed}: ${fault}`)
    }
  }
  return { faults, met }
}

/** The rules: the subject of an exclusive gate is only for persons who passed a gate on that subject. */
function judge(
  parameters: Purchase & {
    world: World
    passed: readonly RandomGate[]
    hasFunctions: boolean
    settled: readonly SettledLine[]
  },
): string[] {
  const { world, passed, hasFunctions, lines, settled, hasWholeCartProof } = parameters
  const faults: string[] = []
  const units = new Map<RandomGate, number>()
  lines.forEach((line, i) => {
    const outcome = settled[i]?.outcome ?? 'none'
    const closed = listClosing(line, world)
    const openers = passed.filter((gate) => closed.includes(gate))
    const isCapped = openers.some(({ cap }) => cap > 0)
    const what = `${line.productId}/${line.variantId} in ${line.bundle?.productId ?? '-'} is ${outcome}`
    if (closed.length > 0 && openers.length === 0 && outcome !== 'unproved')
      faults.push(`${what}, and is closed`)
    if (closed.length === 0 && outcome === 'unproved') faults.push(`${what}, and is for everybody`)
    if (openers.length > 0 && hasWholeCartProof && !isCapped && outcome !== 'committed') {
      faults.push(`${what}, and was passed`)
    }
    if (hasFunctions && closed.length > 0 && !isCapped && outcome !== 'committed')
      faults.push(`${what}, and was sold`)
    const [only, ...others] = openers
    if (only && others.length === 0 && outcome === 'committed' && !line.bundle) {
      units.set(only, (units.get(only) ?? 0) + line.boughtQuantity)
    }
  })
  for (const [{ number, cap }, sold] of units)
    if (cap > 0 && sold > cap) faults.push(`gate ${number} gave ${sold} of ${cap}`)
  return faults
}

/** The gates that close a line: those of its bundle, if any, else those of the sold product. */
function listClosing(line: OrderLine, world: World): RandomGate[] {
  const closing = (sale: Sale) =>
    world.gates.filter((gate) => gate.isExclusive && concerns(gate, sale, world))
  const ofBundle = line.bundle ? closing(line.bundle) : []
  return ofBundle.length > 0 ? ofBundle : closing(line)
}

type Sale = Pick<OrderLine, 'productId' | 'variantId'>

/** Whether a gate's subject contains a sale. Written independently of the app, over Shopify's own pairs. */
function concerns({ subject }: RandomGate, { productId, variantId }: Sale, { collections }: World): boolean {
  if (subject.kind === 'all') return true
  if (subject.kind === 'products') return subject.ids.some((id) => id === productId)
  if (subject.kind === 'variants')
    return subject.variants.some((one) => one.productId === productId && one.variantId === variantId)
  return subject.ids.some((id) => collections.get(productId ?? 0)?.has(id))
}

/** The decision of both Functions: a proof in the right place names an exclusive gate of the line. */
function passesCheckout({ world, line, proofs }: Purchase & { world: World; line: OrderLine }): boolean {
  const carried = listClosing(line, world)
  const named = proofs
    .filter(({ carrier, text }) => carrier === 'c' || text === line.proof)
    .flatMap(({ gates }) => gates)
  return carried.length === 0 || carried.some((gate) => named.includes(gate))
}

type Proof = {
  readonly carrier: 'c' | 'l'
  readonly text: string
  readonly gates: readonly RandomGate[]
  readonly pair: Pair | null
}
type Purchase = {
  readonly lines: readonly OrderLine[]
  readonly proofs: readonly Proof[]
  readonly hasWholeCartProof: boolean
}

/** Request proofs for invented and real pairs from the server, and put them on any line. */
function makePurchase({
  dice,
  world,
  passed,
}: {
  dice: Dice
  world: World
  passed: readonly RandomGate[]
}): Purchase {
  const issue = (pair: Pair | null, i: number): Proof => {
    const collectionIds = world.collections.get(pair?.productId ?? 0) ?? new Set()
    const gates = pair ? passed.filter(({ subject }) => isAbout({ subject, ...pair, collectionIds })) : passed
    return { carrier: pair ? 'l' : 'c', text: `${pair ? 'l' : 'c'}${i}`, gates, pair }
  }
  const ids = () => ({ productId: dice.pick(CATALOG).productId, variantId: dice.pick(CATALOG).variantId })
  const issued = Array.from({ length: 1 + dice.below(4) }, (_, i) =>
    issue(dice.chance(0.6) ? ids() : dice.pick(CATALOG), i),
  )
  const lineProofs = issued.filter(({ gates }) => gates.length > 0)
  const cart = dice.chance(0.4) && passed.length > 0 ? [issue(null, 0)] : []
  const lines = Array.from({ length: 1 + dice.below(4) }, (_, i): OrderLine => {
    const bundle: OrderBundle | null = dice.chance(0.15)
      ? { id: `b${dice.below(2)}`, ...dice.pick(CATALOG), quantity: 1 + dice.below(2) }
      : null
    const proof = dice.chance(0.75) && lineProofs.length > 0 ? dice.pick(lineProofs).text : null
    return makeLine({ id: i + 1, ...dice.pick(CATALOG), quantity: 1 + dice.below(3), bundle, proof })
  })
  return { lines, proofs: [...cart, ...lineProofs], hasWholeCartProof: cart.length > 0 }
}

function settle({ world, lines, proofs }: Purchase & { world: World }): readonly SettledLine[] {
  const order = makeOrder({ lines, proof: proofs.find(({ carrier }) => carrier === 'c')?.text ?? null })
  const judged = proofs.flatMap((proof): OrderProof[] => {
    const { carrier, text } = proof
    const lineId = lines.find((line) => line.proof === text)?.id
    if (carrier === 'l' && lineId === undefined) return []
    const place = carrier === 'c' ? ({ kind: 'c' } as const) : ({ kind: 'l', lineId: lineId ?? 0 } as const)
    const entries = proof.gates.map(({ number, cap, isExclusive }) =>
      makeEntry(number, { cap, reaction: { ...NO_FLAGS, exclusive: isExclusive, price: null } }),
    )
    return [{ kind: 'good', place, grant: text, entries }]
  })
  const grants = proofs.map(
    ({ text, carrier, pair }): OrderGrant => ({
      id: text,
      visitId: 'visit',
      carrier,
      productId: pair?.productId ?? null,
      variantId: pair?.variantId ?? null,
      cartToken: null,
      endsAt: ORDERED + 3600,
    }),
  )
  const { collections } = world
  const found = {
    order,
    proofs: judged,
    grants,
    gates: world.gates.map(toOrderGate),
    cartToken: null,
    now: ORDERED + 10,
  }
  const plan = planSettlement({ ...found, collections, closingCollections: collections, before: null })
  const ledger = { taken: [], missing: [] }
  return evaluateSettlement({ order, plan, ledger, rechecks: [], holders: [] }).lines
}

function toOrderGate({ number, subject, isExclusive }: RandomGate): OrderGate {
  return {
    number: number as GateNumber,
    recheck: false,
    closedTo: isExclusive ? [subject, subject] : [],
    revisions: new Map([[1, { subject, isExclusive, limits: UNLIMITED, createdAt: 0 }]]),
  }
}

function makeWorld(dice: Dice): World {
  const collections = new Map([1, 2, 3, 4].map((id) => [id, new Set(dice.some([71, 72]))]))
  const subject = (): Subject => {
    const kind = dice.below(10)
    if (kind < 5) return { kind: 'variants', variants: [dice.pick(CATALOG), dice.pick(CATALOG)] }
    if (kind < 8) return { kind: 'products', ids: [dice.pick(CATALOG).productId] }
    return kind < 9 ? { kind: 'collections', ids: [dice.pick([71, 72])] } : { kind: 'all' }
  }
  const gates = Array.from({ length: 2 + dice.below(3) }, (_, i) => ({
    number: i + 1,
    subject: subject(),
    isExclusive: dice.chance(0.85),
    cap: dice.chance(0.2) ? 1 + dice.below(4) : 0,
  }))
  return { gates, collections }
}
