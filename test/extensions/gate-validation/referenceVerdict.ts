import { type ReferenceConfig, readReferenceConfig } from '../proof-check/referenceConfig.ts'
import { openReferenceGates, REFERENCE_LINES_MAX } from '../proof-check/referenceGates.ts'
import type { ReferenceEntry } from '../proof-check/referenceProof.ts'
import { get } from '../proof-check/referenceShape.ts'
import { nameOf, type ReferenceReason, writeReferenceSentence } from './referenceSentences.ts'

type Cart = {
  /** Null when the config is unreadable or absent. */
  config: ReferenceConfig | null
  /** Whether the validation has no config at all. */
  isAbsent: boolean
  entries: ReadonlyMap<number, ReferenceEntry>
  lifted: ReadonlySet<number>
  used: Map<number, number>
}

/** So many refusals a buyer reads at once. */
const MOST = 5
type Refusal = { reason: ReferenceReason; title: unknown }

/** Judge the validation's input by docs/spec/checkout.md#9-validation: JSON in, operations out. */
export function judgeReferenceCart(input: unknown): { operations: unknown[] } {
  const refusals = listReferenceRefusals(input)
  if (refusals.length === 0) return { operations: [] }
  const language = get(input, 'localization', 'language', 'isoCode')
  const errors = refusals.map((refusal) => ({
    message: writeReferenceSentence({ ...refusal, language }),
    target: '$.cart',
  }))
  return { operations: [{ validationAdd: { errors } }] }
}

/** List why a cart may not be bought, each product and reason once; empty when it may. */
function listReferenceRefusals(input: unknown): Refusal[] {
  const read = readReferenceConfig(get(input, 'validation', 'proofConfig', 'value'))
  const config = read?.lifted && read.hindered ? read : null
  if (get(input, 'buyerJourney', 'step') === 'CART_INTERACTION') return []
  const lines = get(input, 'cart', 'lines')
  if (!Array.isArray(lines) || lines.length > REFERENCE_LINES_MAX)
    return [{ reason: 'notReady', title: null }]
  const owner = get(input, 'validation')
  const isObject = typeof owner === 'object' && owner !== null && !Array.isArray(owner)
  const proofConfig = get(owner, 'proofConfig')
  const cart: Cart = {
    config,
    isAbsent: isObject && (proofConfig === null || proofConfig === undefined),
    entries: (config && openReferenceGates(input, 'validation')?.entries) ?? new Map(),
    lifted: new Set(config?.lifted ?? []),
    used: new Map(),
  }
  const all = lines.flatMap((line): Refusal[] => {
    const reason = judgeLine(line, cart)
    return reason ? [{ reason, title: nameOf(get(line, 'merchandise', 'product', 'title')) }] : []
  })
  const once = new Map(all.map((refusal) => [JSON.stringify(refusal), refusal]))
  return [...once.values()].slice(0, MOST)
}

function judgeLine(line: unknown, cart: Cart): ReferenceReason | null {
  const merchandise = get(line, 'merchandise')
  const product = get(merchandise, 'product')
  if (typeof product !== 'object' || product === null || Array.isArray(product))
    return get(merchandise, '__typename') === 'CustomProduct' ? null : 'notReady'
  const marks = [readMarks(get(product, 'gates')), readMarks(get(merchandise, 'gates'))].flat()
  if (!(cart.config || cart.isAbsent) || marks.includes(null)) return 'notReady'
  const stars = marks.filter((mark) => mark !== null)
  if (!cart.config) {
    const isMarked = stars.length > 0 || get(merchandise, 'inExclusiveCollection') !== false
    return isMarked ? 'notReady' : null
  }
  const everywhere = cart.config.everywhere
    .filter(({ isExclusive }) => isExclusive)
    .map(({ gate }) => ({ gate, mayOpen: true }))
  const exclusive = [...stars, ...everywhere].filter(({ gate }) => !cart.lifted.has(gate))
  if (exclusive.length === 0) {
    if (get(merchandise, 'inExclusiveCollection') === false) return null
    const fields = [get(product, 'gates'), get(merchandise, 'gates')]
    return fields.some((field) => field !== null && field !== undefined) ? 'otherGate' : 'notReady'
  }
  const able = [...new Set(exclusive.filter(({ mayOpen }) => mayOpen).map(({ gate }) => gate))]
    .sort((one, other) => one - other)
    .flatMap((gate) => cart.entries.get(gate) ?? [])
    .filter(({ isExclusive }) => isExclusive)
  const quantity = readQuantity(get(line, 'quantity'))
  const opening = able.find(
    ({ gate, cap }) => cap === 0 || (quantity > 0 && (cart.used.get(gate) ?? 0) + quantity <= cap),
  )
  if (!opening) return able.length > 0 ? 'tooMany' : findReason(exclusive, cart.config)
  if (opening.cap > 0) cart.used.set(opening.gate, (cart.used.get(opening.gate) ?? 0) + quantity)
  return null
}

// The most hopeful reason why nobody can open these gates; a wallet if it may open one of them.
function findReason(gates: readonly Star[], { hindered }: ReferenceConfig): ReferenceReason {
  const reasons = ['notBegun', 'paused', 'usedUp', 'ended'] as const
  const ranks = gates.map(({ gate }) => reasons.findIndex((reason) => hindered?.[reason].includes(gate)))
  return reasons[Math.min(...ranks)] ?? 'needsToken'
}

function readQuantity(value: unknown): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 && value < 2 ** 31 ? value : 0
}

type Star = { gate: number; mayOpen: boolean }

// The pieces with a star; an invalid piece becomes an unknown gate, and an invalid text null. A piece longer than any
// gate invalidates the text: no gate of it can open.
function readMarks(field: unknown): (Star | null)[] {
  if (field === null || field === undefined) return []
  const text = get(field, 'value')
  if (typeof text !== 'string' || Buffer.byteLength(text) > 80) return [null]
  const pieces = text.split(' ')
  const mayOpen = pieces.every((piece) => Buffer.byteLength(piece) <= 7)
  return pieces
    .filter((piece) => piece.includes('*'))
    .map((piece) => {
      const gate = /^([1-9a-z][0-9a-z]{0,5})\*$/.exec(piece)?.[1]
      return gate ? { gate: Number.parseInt(gate, 36), mayOpen } : { gate: 0, mayOpen: false }
    })
}
