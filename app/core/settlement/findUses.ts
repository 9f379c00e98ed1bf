import { parseCode } from '../accessCode/parseCode.ts'
import { takesOff } from '../gate/reactionKinds.ts'
import type { ProofEntry } from '../proof/types.ts'
import {
  carriesEntry,
  isAboutLine,
  isEntryPresent,
  listEntries,
  listSold,
  mayCarryEntry,
} from './carriesEntry.ts'
import { compareOffers } from './compareOffers.ts'
import { countBought } from './countBought.ts'
import { type DecidingEntry, findDeciding, wasRevised } from './findDeciding.ts'
import { findOrderUses } from './findOrderUses.ts'
import { LIVE_SECONDS, PAYING_SECONDS } from './margins.ts'
import type { OrderGate, OrderGrant, OrderLine, OrderProof, Settlement, SettlementReason } from './types.ts'
import type { FindUsesParameters, FindUsesResult, LineUse, Offers } from './uses.ts'

/** Find which proof let which line through or made it cheaper, as the Functions decide, and which lines have none. */
export function findUses(parameters: FindUsesParameters): FindUsesResult {
  const { order, proofs, gates } = parameters
  const byNumber = new Map(gates.map((gate) => [gate.number as number, gate]))
  const deciding = findDeciding({ order, proofs, byNumber })
  const openers = findOpeners({ ...parameters, deciding, byNumber })
  const discounted = new Map<number, number>()
  const coded = new Map<number, number>()
  const lines = order.lines.map((line): LineUse => {
    if (line.boughtQuantity === 0) return { line, closedGates: [], gates: [], faults: [] }
    const closedGates = findClosed(line, parameters)
    const faults: SettlementReason[] = []
    const used: number[] = []
    const opener = openers.get(line)
    if (opener !== undefined) used.push(opener)
    else if (closedGates.length > 0) {
      faults.push(explain({ ...asSold(line, parameters), deciding, proofs, byNumber }))
    }
    for (const { gate, cap } of listCodeEntries(line, proofs)) {
      const after = (coded.get(gate) ?? 0) + countBought(line)
      coded.set(gate, after)
      // Shopify's codes know no cap.
      if (cap > 0 && after > cap) faults.push({ kind: 'over-cap', gate })
      used.push(gate)
    }
    if (line.hasOurDiscount) {
      const offers = listOffers({ line, deciding, byNumber, discounted, ...parameters })
      const [best] = offers.sort((a, b) => compareOffers({ a, b, unitPrice: line.unitPrice ?? null }))
      if (best) {
        discounted.set(best.gate, (discounted.get(best.gate) ?? 0) + line.boughtQuantity)
        used.push(best.gate)
      } else if (faults.length === 0)
        faults.push(explain({ line, closedGates: [], deciding, proofs, byNumber }))
    }
    return { line, closedGates, gates: [...new Set(used)].sort((a, b) => a - b), faults }
  })
  return { deciding, lines, ...findOrderUses({ ...parameters, deciding, byNumber, lines }) }
}

/**
 * Find the gate that opened each line: first as the checkout had it, line by line, the lowest gate with room. What was
 * given back later moves no line to another gate. It makes room for lines that had none.
 */
function findOpeners(parameters: Offers): Map<OrderLine, number> {
  const bought = parameters.order.lines.filter(({ boughtQuantity }) => boughtQuantity > 0)
  const opening = new Map<OrderLine, readonly number[]>(
    bought.map((line) => [line, listOpeners(line, parameters)]),
  )
  const atCheckout = takeAll({ ...parameters, opening, count: ({ boughtQuantity }) => boughtQuantity })
  if (bought.every((line) => atCheckout.has(line) || opening.get(line)?.length === 0)) return atCheckout
  // What was opened keeps its gate and goes first, so that only the others look for what is left.
  const kept = [...atCheckout].map(([line, number]) => [line, [number] as readonly number[]] as const)
  const late = [...opening].filter(([line]) => !atCheckout.has(line))
  return takeAll({ ...parameters, opening: new Map([...kept, ...late]), count: countBought })
}

function takeAll({
  opening,
  count,
  ...parameters
}: Offers & {
  opening: ReadonlyMap<OrderLine, readonly number[]>
  count: (line: OrderLine) => number
}): Map<OrderLine, number> {
  const taken: Taken = { units: new Map(), bundles: new Set() }
  const openers = new Map<OrderLine, number>()
  for (const [line, numbers] of opening) {
    const opener = numbers.find((number) =>
      takeRoom({
        ...parameters,
        line,
        units: count(line),
        isDecided: wasDecided(number, findBefore(line, parameters)),
        decided: parameters.deciding.get(number),
        taken,
      }),
    )
    if (opener !== undefined) openers.set(line, opener)
  }
  return openers
}

/** The gates that may open a line, ascending. */
function listOpeners(line: OrderLine, parameters: Offers): number[] {
  const sold = asSold(line, parameters)
  const all = [...sold.closedGates, ...listOpening({ ...parameters, ...sold })].sort((a, b) => a - b)
  // Nobody can say any more which of them closed the bundle: what opened its parts before does.
  const before = line.bundle?.productId === null ? findBefore(line, parameters) : undefined
  return before ? all.filter((number) => openedBefore(before).includes(number)) : all
}

type ClosedSale = { readonly line: OrderLine; readonly closedGates: readonly number[] }

/** What must be opened, and what closes it: the bundle where that is closed itself, as a part is no way into it. */
function asSold(line: OrderLine, parameters: FindUsesParameters): ClosedSale {
  if (line.bundle) {
    const { productId, variantId } = line.bundle
    const whole = { ...line, productId, variantId, bundle: null }
    const closedGates = listClosed(whole, parameters)
    if (closedGates.length > 0) return { line: whole, closedGates }
  }
  return { line, closedGates: findClosed(line, parameters) }
}

/** What codes of ours took something off a line for. */
function listCodeEntries({ codes = [] }: OrderLine, proofs: readonly OrderProof[]): ProofEntry[] {
  const named = new Set(codes.map(parseCode))
  return proofs.flatMap((proof) =>
    proof.kind === 'good' && proof.place.kind === 'code' && named.has(proof.place.code) ? proof.entries : [],
  )
}

/** The gates that close a line: decided once. */
function findClosed(line: OrderLine, parameters: FindUsesParameters): readonly number[] {
  return findBefore(line, parameters)?.closedGates ?? listClosed(line, parameters)
}

function listClosed(line: OrderLine, { gates, closingCollections }: FindUsesParameters): number[] {
  return gates
    .filter(
      ({ closedTo }) =>
        closedTo.length > 0 && closedTo.every((one) => isAboutLine(one, line, closingCollections)),
    )
    .map(({ number }) => number)
    .sort((a, b) => a - b)
}

/**
 * The gates whose proofs may have opened a line, whether it was closed to others for sure or not: what may not have been
 * live yet accuses nobody, and a purchase it let through is counted all the same.
 */
function listOpening(
  parameters: Offers & { readonly line: OrderLine; readonly closedGates: readonly number[] },
): number[] {
  const { byNumber } = parameters
  const own = listOwnGates(parameters)
  const before = findBefore(parameters.line, parameters)
  // Bought with a good proof, and Shopify says no more what it was: where nothing else of the order is the gate's, this was.
  const isLost = (entry: ProofEntry) =>
    before
      ? openedBefore(before).includes(entry.gate)
      : mayCarryEntry({ ...parameters, entry }) && !isEntryPresent({ ...parameters, entry })
  return listEntries(parameters)
    .filter((entry) => entry.reaction.exclusive && byNumber.get(entry.gate)?.isLifted !== true)
    .filter((entry) => own.has(entry.gate) || carriesEntry({ ...parameters, entry }) || isLost(entry))
    .map(({ gate }) => gate)
}

/** Whether it was decided that a gate opens a line. */
function wasDecided(number: number, before: Settlement['lines'][number] | undefined): boolean {
  return before !== undefined && openedBefore(before).includes(number)
}

/** Why a line that is closed was not opened. What it got off its price opened nothing. */
const UNOPENED: readonly SettlementReason['kind'][] = ['no-proof', 'bad-proof', 'gate-shut', 'over-cap']

/** The gates that opened a line, or may have, when it was decided. */
function openedBefore({ gates, closedGates, reasons }: Settlement['lines'][number]): readonly number[] {
  const wasRefused = closedGates.length > 0 && reasons.some(({ kind }) => UNOPENED.includes(kind))
  return wasRefused ? [] : gates
}

function findBefore(
  { id }: OrderLine,
  { before }: FindUsesParameters,
): Settlement['lines'][number] | undefined {
  return before?.lines.find(({ lineId }) => lineId === id)
}

/**
 * The gates of the proof that stands on a line itself. It counts for the product and variant it was made for, also where
 * that product has left its gate's collection since. Shoppers choose both ids, so both must be what Shopify says was sold.
 */
function listOwnGates(parameters: Offers & { line: OrderLine; closedGates: readonly number[] }): Set<number> {
  const { order, line, proofs, grants, closedGates, byNumber } = parameters
  const by = order.createdAt - LIVE_SECONDS - PAYING_SECONDS
  // What was decided while Shopify still named the product is not decided anew because it was deleted.
  const countsLost = closedGates.length === 0 && !findBefore(line, parameters)
  const own = proofs.flatMap((proof) => {
    if (line.proof === null || proof.kind === 'bad' || proof.place.kind !== 'l') return []
    const { lineId } = proof.place
    if (order.lines.find(({ id }) => id === lineId)?.proof !== line.proof) return []
    const grant = grants.find(({ id }) => id === proof.grant)
    if (!grant || !isMadeFor({ grant, line, countsLost })) return []
    // Another proof of the order may speak for a later revision: it makes this one no younger.
    const living = proof.entries.filter(
      (entry) => !wasRevised({ ...entry, gate: byNumber.get(entry.gate), by }),
    )
    return living.map(({ gate }) => gate as number)
  })
  return new Set(own)
}

/**
 * Whether a line's grant was made for what was sold. What Shopify no longer names, because it was deleted, opens no closed
 * line; where nothing is closed the grant is charged all the same.
 */
function isMadeFor({
  grant: { productId = null, variantId = null },
  line,
  countsLost,
}: {
  grant: OrderGrant
  line: OrderLine
  countsLost: boolean
}): boolean {
  if (productId === null) return false
  return listSold(line).some((sold) => {
    if (sold.productId === null) return countsLost
    if (sold.productId !== productId) return false
    return sold.variantId === null ? countsLost : sold.variantId === variantId
  })
}

/** Units by gate, and the bundles among them, `gate:bundle`: the parts of one count once. */
type Taken = { readonly units: Map<number, number>; readonly bundles: Set<string> }

function takeRoom(
  parameters: Pick<Offers, 'byNumber' | 'collections'> & {
    line: OrderLine
    /** How many of it count. */
    units: number
    /** It had room when the order was decided. */
    isDecided: boolean
    decided: DecidingEntry | undefined
    taken: Taken
  },
): boolean {
  const { line, units, isDecided, decided, taken } = parameters
  if (!decided?.entry.reaction.exclusive || decided.isShut) return false
  const { entry } = decided
  const { gate, cap } = entry
  const isPart = line.bundle && !carriesEntry({ ...parameters, entry, line: { ...line, bundle: null } })
  const bundle = isPart ? line.bundle : null
  const key = `${gate}:${bundle?.id}`
  if (bundle && taken.bundles.has(key)) return true
  const after = (taken.units.get(gate) ?? 0) + (bundle?.quantity ?? units)
  if (cap > 0 && after > cap && !isDecided) return false
  taken.units.set(gate, after)
  if (bundle) taken.bundles.add(key)
  return true
}

function explain(parameters: {
  line: OrderLine
  closedGates: readonly number[]
  deciding: ReadonlyMap<number, DecidingEntry>
  proofs: readonly OrderProof[]
  byNumber: ReadonlyMap<number, OrderGate>
}): SettlementReason {
  const { line, closedGates, deciding, proofs, byNumber } = parameters
  const brought = proofs.flatMap((proof) =>
    proof.kind === 'good' ? proof.entries.map(({ gate }) => gate) : [],
  )
  const isShut = (number: number) =>
    typeof byNumber.get(number)?.shutSince === 'number' && deciding.get(number)?.isShut !== false
  const isClosed = closedGates.length > 0
  const shut = brought.find((number) => isShut(number) && (!isClosed || closedGates.includes(number)))
  if (shut !== undefined) return { kind: 'gate-shut', gate: shut }
  const full = closedGates.find((number) => deciding.get(number)?.entry.reaction.exclusive)
  if (full !== undefined) return { kind: 'over-cap', gate: full }
  const bad = proofs.filter((proof) => proof.kind === 'bad')
  const own = bad.find(({ place }) => place.kind === 'l' && place.lineId === line.id) ?? bad[0]
  return own ? { kind: 'bad-proof', fault: own.fault } : { kind: 'no-proof' }
}

/** The entries that may have made a line cheaper. The Function saw its gates; where we no longer do, its word stands. */
function listOffers(
  parameters: Offers & { readonly line: OrderLine; readonly discounted: ReadonlyMap<number, number> },
): ProofEntry[] {
  const { line, discounted } = parameters
  const priced = listEntries(parameters).filter(
    ({ gate, cap, reaction }) =>
      takesOff(reaction, 'items') && (cap === 0 || (discounted.get(gate) ?? 0) < cap),
  )
  const own = priced.filter((entry) => carriesEntry({ ...parameters, entry, line }))
  return own.length > 0 ? own : priced
}
