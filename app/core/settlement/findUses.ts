import { parseCode } from '../accessCode/parseCode.ts'
import { isDiscounting } from '../gate/reactionKinds.ts'
import type { ProofEntry } from '../proof/types.ts'
import { compareOffers } from './compareOffers.ts'
import { countBought } from './countBought.ts'
import { type DecidingEntry, findDeciding, isRevised } from './findDeciding.ts'
import { findOrderUses } from './findOrderUses.ts'
import { findSecondCodes } from './findSecondCodes.ts'
import {
  canBeMarked,
  canCarryEntry,
  isAboutLine,
  isEntryFor,
  isEntryPresent,
  listEntries,
  listSold,
} from './isEntryFor.ts'
import { LIVE_SECONDS, PAYING_SECONDS } from './margins.ts'
import type { OrderGate, OrderGrant, OrderLine, OrderProof, Settlement, SettlementReason } from './types.ts'
import type { FindUsesParameters, FindUsesResult, LineUse, Offers } from './uses.ts'

/** Find which proof opened or discounted which line, as the Functions decide, and which lines lack a proof. */
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
      faults.push(chooseReason({ ...describeSale(line, parameters), deciding, proofs, byNumber }))
    }
    faults.push(...findSecondCodes(line.codes ?? [], proofs))
    for (const { gate, cap } of listCodeEntries(line, proofs)) {
      const after = (coded.get(gate) ?? 0) + countBought(line)
      coded.set(gate, after)
      // Shopify does not enforce a cap for codes.
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
        faults.push(chooseReason({ line, closedGates: [], deciding, proofs, byNumber }))
    }
    return { line, closedGates, gates: [...new Set(used)].sort((a, b) => a - b), faults }
  })
  return { deciding, lines, ...findOrderUses({ ...parameters, deciding, byNumber, lines }) }
}

/**
 * Find the gate that opened each line: first as at checkout, line by line, the lowest gate with room. Units that were
 * given back later move no line to another gate, but make room for lines that had none.
 */
function findOpeners(parameters: Offers): Map<OrderLine, number> {
  const bought = parameters.order.lines.filter(({ boughtQuantity }) => boughtQuantity > 0)
  const opening = new Map<OrderLine, readonly number[]>(
    bought.map((line) => [line, listOpeners(line, parameters)]),
  )
  const atCheckout = reserveAll({ ...parameters, opening, count: ({ boughtQuantity }) => boughtQuantity })
  if (bought.every((line) => atCheckout.has(line) || opening.get(line)?.length === 0)) return atCheckout
  // Lines that were opened keep their gate and go first. Only the others look for the room that is left.
  const kept = [...atCheckout].map(([line, number]) => [line, [number] as readonly number[]] as const)
  const late = [...opening].filter(([line]) => !atCheckout.has(line))
  return reserveAll({ ...parameters, opening: new Map([...kept, ...late]), count: countBought })
}

function reserveAll({
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
      reserveRoom({
        ...parameters,
        line,
        units: count(line),
        isDecided: hasDecided(number, findBefore(line, parameters)),
        decided: parameters.deciding.get(number),
        taken,
      }),
    )
    if (opener !== undefined) openers.set(line, opener)
  }
  return openers
}

/** List the gates that may open a line, ascending. */
function listOpeners(line: OrderLine, parameters: Offers): number[] {
  const sold = describeSale(line, parameters)
  const all = [...sold.closedGates, ...listOpening({ ...parameters, ...sold })].sort((a, b) => a - b)
  // A deleted bundle no longer shows which gates closed it: only those that opened its parts before may open them.
  const before = line.bundle?.productId === null ? findBefore(line, parameters) : undefined
  return before ? all.filter((number) => listOpenedBefore(before).includes(number)) : all
}

type ClosedSale = { readonly line: OrderLine; readonly closedGates: readonly number[] }

/**
 * What a gate must open, and the gates that close it: the bundle if it is closed itself, since no part opens a bundle.
 */
function describeSale(line: OrderLine, parameters: FindUsesParameters): ClosedSale {
  if (line.bundle) {
    const { productId, variantId } = line.bundle
    const whole = { ...line, productId, variantId, bundle: null }
    const closedGates = listClosed(whole, parameters)
    if (closedGates.length > 0) return { line: whole, closedGates }
  }
  return { line, closedGates: findClosed(line, parameters) }
}

/** List the entries of our codes that discounted a line. */
function listCodeEntries({ codes = [] }: OrderLine, proofs: readonly OrderProof[]): ProofEntry[] {
  const named = new Set(codes.map(parseCode))
  return proofs.flatMap((proof) =>
    proof.kind === 'good' && proof.place.kind === 'code' && named.has(proof.place.code) ? proof.entries : [],
  )
}

/** Find the gates that close a line. They are decided once. */
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
 * List the gates whose proofs may have opened a line, even if it may not have been closed yet. A change that may not
 * have been live leads to no finding, but a purchase that it let through still counts as a use.
 */
function listOpening(
  parameters: Offers & { readonly line: OrderLine; readonly closedGates: readonly number[] },
): number[] {
  const { byNumber } = parameters
  const own = listOwnGates(parameters)
  const before = findBefore(parameters.line, parameters)
  // Bought with a good proof, but Shopify no longer names the product: if the gate is about nothing else of the order,
  // it was about this line.
  const isLost = (entry: ProofEntry) =>
    before
      ? listOpenedBefore(before).includes(entry.gate)
      : canCarryEntry({ ...parameters, entry }) && !isEntryPresent({ ...parameters, entry })
  return listEntries(parameters)
    .filter((entry) => entry.reaction.exclusive && byNumber.get(entry.gate)?.isLifted !== true)
    .filter((entry) => own.has(entry.gate) || isEntryFor({ ...parameters, entry }) || isLost(entry))
    .map(({ gate }) => gate)
}

/** Whether an earlier settlement decided that a gate opens a line. */
function hasDecided(number: number, before: Settlement['lines'][number] | undefined): boolean {
  return before !== undefined && listOpenedBefore(before).includes(number)
}

/** Reasons for which a closed line was not opened. Gates of such a line only discounted it. */
const UNOPENED: readonly SettlementReason['kind'][] = ['no-proof', 'bad-proof', 'gate-shut', 'over-cap']

/** List the gates that opened a line, or may have, in an earlier settlement. */
function listOpenedBefore({ gates, closedGates, reasons }: Settlement['lines'][number]): readonly number[] {
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
 * List the gates of the line's own proof. It counts for the product and variant that it was made for, even if the
 * product has left its gate's collection since. Shoppers choose both ids, so both must equal those that Shopify says
 * were sold.
 */
function listOwnGates(parameters: Offers & { line: OrderLine; closedGates: readonly number[] }): Set<number> {
  const { order, line, proofs, grants, closedGates, byNumber } = parameters
  const by = order.createdAt - LIVE_SECONDS - PAYING_SECONDS
  // A settlement from when Shopify still named the product is not reopened because the product was deleted.
  const countsLost = closedGates.length === 0 && !findBefore(line, parameters)
  const own = proofs.flatMap((proof) => {
    if (line.proof === null || proof.kind === 'bad' || proof.place.kind !== 'l') return []
    const { lineId } = proof.place
    if (order.lines.find(({ id }) => id === lineId)?.proof !== line.proof) return []
    const grant = grants.find(({ id }) => id === proof.grant)
    if (!grant || !isMadeFor({ grant, line, countsLost })) return []
    // Another proof of the order may be of a later revision, but that does not renew this one.
    const living = proof.entries.filter(
      (entry) => !isRevised({ ...entry, gate: byNumber.get(entry.gate), by }),
    )
    return living.map(({ gate }) => gate as number)
  })
  return new Set(own)
}

/**
 * Whether a line's grant was made for what was sold. A product or variant that Shopify no longer names, because it was
 * deleted, opens no closed line. If the line is not closed (`countsLost`), the grant is still charged.
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

/** Units by gate, and the counted bundles, `gate:bundle`: all parts of a bundle count once. */
type Taken = { readonly units: Map<number, number>; readonly bundles: Set<string> }

function reserveRoom(
  parameters: Pick<Offers, 'byNumber' | 'collections'> & {
    line: OrderLine
    /** How many units of the line count. */
    units: number
    /** Whether an earlier settlement found room for the line. */
    isDecided: boolean
    decided: DecidingEntry | undefined
    taken: Taken
  },
): boolean {
  const { line, units, isDecided, decided, taken } = parameters
  if (!decided?.entry.reaction.exclusive || decided.isShut) return false
  const { entry } = decided
  const { gate, cap } = entry
  const isPart = line.bundle && !isEntryFor({ ...parameters, entry, line: { ...line, bundle: null } })
  const bundle = isPart ? line.bundle : null
  const key = `${gate}:${bundle?.id}`
  if (bundle && taken.bundles.has(key)) return true
  const after = (taken.units.get(gate) ?? 0) + (bundle?.quantity ?? units)
  if (cap > 0 && after > cap && !isDecided) return false
  taken.units.set(gate, after)
  if (bundle) taken.bundles.add(key)
  return true
}

function chooseReason(parameters: {
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

/**
 * List the entries that may have discounted a line: those whose gate is about it, or else those that the Function may
 * have found there. A discount of somebody else, with a gate's name, uses no gate.
 */
function listOffers(
  parameters: Offers & { readonly line: OrderLine; readonly discounted: ReadonlyMap<number, number> },
): ProofEntry[] {
  const { line, discounted } = parameters
  const priced = listEntries(parameters).filter(
    ({ gate, cap, reaction }) =>
      isDiscounting(reaction, 'items') && (cap === 0 || (discounted.get(gate) ?? 0) < cap),
  )
  const own = priced.filter((entry) => isEntryFor({ ...parameters, entry, line }))
  if (own.length > 0) return own
  // An earlier settlement has charged a gate for the line: that stays.
  const before = findBefore(line, parameters)?.gates ?? []
  return priced.filter((entry) => before.includes(entry.gate) || canBeMarked({ ...parameters, entry, line }))
}
