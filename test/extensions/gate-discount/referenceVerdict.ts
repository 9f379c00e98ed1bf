import { openReferenceGates, REFERENCE_LINES_MAX } from '../proof-check/referenceGates.ts'
import type { ReferenceEntry } from '../proof-check/referenceProof.ts'
import { get, itemsOf, textWithin } from '../proof-check/referenceShape.ts'
import {
  convertAmount,
  findReferenceDecimals,
  formatMinor,
  formatPercent,
  readReferenceDecimal,
  readReferenceRate,
  takePercent,
} from './referenceMoney.ts'
import { writeReferenceName } from './referenceName.ts'

type Target = { cartLine: { id: string; quantity?: number } }
type Offer = { entry: ReferenceEntry; minor: bigint; used: number; targets: Target[]; isPresent: boolean }

/** Judge the lines target's input by docs/spec/checkout.md#7-discount-lines: JSON in, operations out. */
export function judgeReference(input: unknown): { operations: unknown[] } {
  const gates = openReferenceGates(input, 'discount')
  const lines = itemsOf(get(input, 'cart', 'lines'), REFERENCE_LINES_MAX)
  const decimals =
    lines
      .map((line) => findReferenceDecimals(get(line, 'cost', 'amountPerQuantity', 'currencyCode')))
      .find((found) => found !== null) ?? null
  const rate = readReferenceRate(get(input, 'presentmentCurrencyRate'))
  const classes = itemsOf(get(input, 'discount', 'discountClasses'), 8)
  const offers: Offer[] = []
  for (const entry of gates?.entries.values() ?? []) {
    if (!entry.price || entry.profile !== gates?.config.profile) continue
    const { kind, amount } = entry.price
    if (!classes.includes(kind === 'p' || kind === 'f' ? 'PRODUCT' : 'ORDER')) continue
    const isFixed = kind === 'f' || kind === 'r'
    const minor = isFixed && rate && decimals !== null ? convertAmount(amount, rate, decimals) : 0n
    if (isFixed && minor === 0n) continue
    offers.push({ entry, minor, used: 0, targets: [], isPresent: false })
  }
  if (offers.length === 0) return { operations: [] }
  const budget = createBudget(lines.length)
  const everywhere = new Set(gates?.config.everywhere.map(({ gate }) => gate))
  for (const line of lines) judgeLine({ line, offers, everywhere, decimals, budget })
  // Names take what the targets of all operations leave.
  const orders = writeOrder({ offers, lines, decimals, budget })
  const { reserve } = budget
  const nameOf = (gate: number) => writeReferenceName({ names: gates?.config.names, gate, reserve })
  const products = writeProducts(offers, decimals ?? 0, nameOf)
  return { operations: [...products, ...orders.map((write) => write(nameOf))] }
}

type JudgeLineParameters = {
  line: unknown
  offers: Offer[]
  everywhere: ReadonlySet<number>
  decimals: number | null
  budget: Budget
}

function judgeLine({ line, offers, everywhere, decimals, budget }: JudgeLineParameters): void {
  const product = get(line, 'merchandise', 'product')
  if (typeof product !== 'object' || product === null || Array.isArray(product)) return
  const carried = new Set([
    ...readReferenceMarks(get(product, 'gates', 'value')),
    ...readReferenceMarks(get(line, 'merchandise', 'gates', 'value')),
  ])
  const mine = offers.filter(({ entry }) => carried.has(entry.gate) || everywhere.has(entry.gate))
  for (const offer of mine) offer.isPresent = true
  const price = readReferenceDecimal(get(line, 'cost', 'amountPerQuantity', 'amount'))
  const [best] = mine
    .filter(({ entry, used }) => isPerItem(entry) && (entry.cap === 0 || used < entry.cap))
    .map((offer) => {
      const percent = offer.entry.price?.kind === 'p' ? offer.entry.price.amount : null
      if (percent === null) return { offer, amount: offer.minor }
      return { offer, amount: price && decimals !== null ? takePercent(price, percent, decimals) : 0n }
    })
    .sort((one, other) => {
      if (one.amount !== other.amount) return one.amount > other.amount ? -1 : 1
      return one.offer.entry.gate - other.offer.entry.gate
    })
  const id = textWithin(get(line, 'id'), 255)
  if (best && id !== null) take({ offer: best.offer, id, quantity: get(line, 'quantity'), budget })
}

function take({
  offer,
  id,
  quantity,
  budget,
}: {
  offer: Offer
  id: string
  quantity: unknown
  budget: Budget
}): void {
  const { entry, targets } = offer
  const target: Target = { cartLine: { id } }
  let units = 0
  if (entry.cap > 0) {
    if (typeof quantity !== 'number' || !Number.isInteger(quantity)) return
    if (quantity < 1 || quantity > 2147483647) return
    units = Math.min(quantity, entry.cap - offer.used)
    if (units < quantity) target.cartLine.quantity = units
  }
  if (!budget.reserve((targets.length === 0 ? 120 : 0) + 48 + Buffer.byteLength(id))) return
  offer.used += units
  targets.push(target)
}

type NameOf = (gate: number) => { message?: string }

function writeProducts(offers: readonly Offer[], decimals: number, nameOf: NameOf): unknown[] {
  const candidates = offers
    .filter(({ targets }) => targets.length > 0)
    .map(({ entry, minor, targets }) => ({
      ...nameOf(entry.gate),
      targets,
      value:
        entry.price?.kind === 'p'
          ? { percentage: { value: formatPercent(entry.price.amount) } }
          : { fixedAmount: { amount: formatMinor(minor, decimals), appliesToEachItem: true } },
    }))
  return candidates.length > 0 ? [{ productDiscountsAdd: { selectionStrategy: 'ALL', candidates } }] : []
}

type WriteOrderParameters = {
  offers: readonly Offer[]
  lines: readonly unknown[]
  decimals: number | null
  budget: Budget
}

/** Whether there is an order discount. It is written later. */
function writeOrder({
  offers,
  lines,
  decimals,
  budget,
}: WriteOrderParameters): ((nameOf: NameOf) => unknown)[] {
  const present = offers.filter(({ isPresent }) => isPresent)
  const percents = present.flatMap(({ entry }) =>
    entry.price?.kind === 'q' ? [{ gate: entry.gate, amount: entry.price.amount }] : [],
  )
  const amounts = present.flatMap(({ entry, minor }) =>
    entry.price?.kind === 'r' ? [{ gate: entry.gate, amount: minor }] : [],
  )
  const values: { gate: number; value: unknown }[] = []
  for (const { gate, amount } of largest(percents))
    values.push({ gate, value: { percentage: { value: formatPercent(amount) } } })
  for (const { gate, amount } of largest(amounts))
    values.push({ gate, value: { fixedAmount: { amount: formatMinor(amount, decimals ?? 0) } } })
  const giftCards = lines.filter((line) => get(line, 'merchandise', 'product', 'isGiftCard') === true)
  const excludedCartLineIds = giftCards.map((line) => textWithin(get(line, 'id'), 255))
  if (values.length === 0 || excludedCartLineIds.includes(null)) return []
  const bytes = excludedCartLineIds.reduce((sum, id) => sum + 3 + Buffer.byteLength(id ?? ''), 0)
  if (!budget.reserve(values.length * (120 + bytes))) return []
  const targets = [{ orderSubtotal: { excludedCartLineIds } }]
  return [
    (nameOf) => {
      const candidates = values.map(({ gate, value }) => ({ ...nameOf(gate), targets, value }))
      return { orderDiscountsAdd: { selectionStrategy: 'MAXIMUM', candidates } }
    },
  ]
}

type Budget = { reserve(bytes: number): boolean }

// 20,000 bytes of output up to 200 lines and in proportion above. Lines beyond that remain at full price.
function createBudget(lineCount: number): Budget {
  let used = 300
  return {
    reserve(bytes) {
      if (used + bytes > Math.max(20_000, lineCount * 100)) return false
      used += bytes
      return true
    },
  }
}

/**
 * Parse marks as a discount does: an invalid piece matches no gate; a piece longer than any gate invalidates the text.
 */
export function readReferenceMarks(value: unknown): number[] {
  const pieces = textWithin(value, 80)?.split(' ') ?? []
  if (pieces.some((piece) => Buffer.byteLength(piece) > 7)) return []
  return pieces.flatMap((piece) => {
    const gate = /^([1-9a-z][0-9a-z]{0,5})\*?$/.exec(piece)
    return gate?.[0] === piece && gate[1] ? [Number.parseInt(gate[1], 36)] : []
  })
}

function isPerItem({ price }: ReferenceEntry): boolean {
  return price?.kind === 'p' || price?.kind === 'f'
}

/** The largest amount, of the lowest gate that has it, or nothing. */
function largest<T extends { gate: number; amount: bigint }>(offers: readonly T[]): T[] {
  const sorted = [...offers].sort((one, other) =>
    one.amount === other.amount ? one.gate - other.gate : one.amount > other.amount ? -1 : 1,
  )
  return sorted.slice(0, 1)
}
