import type { ProofLine } from '../../core/gate/answer.ts'
import { platformOf } from '../../core/gate/platform.ts'
import type { Shop } from '../../core/gate/shop.ts'
import { toProofEntry } from '../../core/gate/toProofEntry.ts'
import type { Gate, GateNumber } from '../../core/gate/types.ts'
import type { GrantRequest, GrantScope } from '../../core/grant/types.ts'
import { chooseEntries } from '../../core/proof/chooseEntries.ts'
import { formatProof, formatUnsignedProof } from '../../core/proof/format.ts'
import type { ProofCarrier } from '../../core/proof/types.ts'
import { keylessShop } from '../../core/proofKey/keylessShop.ts'
import type { ProofKey } from '../../core/proofKey/types.ts'
import type { SeenGate, Visit } from '../../core/visit/types.ts'
import type { KnownRows } from '../../ports/known.ts'
import type { Needs } from '../context.ts'

export type SignProofsParameters = {
  readonly shop: Shop
  /** What must still stand when the grants are recorded; null if nothing is checked again. */
  readonly known: KnownRows | null
  readonly visit: Visit
  /** What the visit has now seen; null if there is nothing new. */
  readonly seen: Visit['seen']
  /** Gates of the visit, with the blocks at which each was read. */
  readonly read: readonly SeenGate[]
  /** Open gates. `isAbout` says which lines each gate is about. */
  readonly open: readonly Gate[]
  readonly isAbout: (gate: Gate, line: ProofLine) => boolean
  readonly lines: readonly ProofLine[]
  readonly cartToken: string | null
  /** The signed-in customer, or null. */
  readonly customerId: string | null
  readonly until: string
  /** Unix seconds: end of the grants. */
  readonly endsAt: number
}
export type SignedProofs = {
  readonly proof: string | null
  /** For the cart's own metafield; null if the shop does not use it. */
  readonly pass: string | null
  readonly lineProofs: readonly (ProofLine & { readonly proof: string })[]
  /** The grants of the cart's proofs, by carrier. */
  readonly grantIds: { readonly c: string | null; readonly m: string | null }
  /** The grants of single gates’ codes, where each has its own. */
  readonly codeGrants: ReadonlyMap<GateNumber, string>
}

const NOTHING: SignedProofs = {
  ...{ proof: null, pass: null, lineProofs: [] },
  ...{ grantIds: { c: null, m: null }, codeGrants: new Map() },
}

type Wanted = { readonly scope: GrantScope; readonly gates: readonly Gate[] }

/**
 * Record the grants, and what the visit has seen, and sign the proofs of its open gates. The signing key is the one recorded with the grants,
 * so that a rotation that ends the key sees these grants.
 *
 * @throws {ConflictError} ERR_KEYS_CHANGING while no key signs; ERR_SHOP_CHANGED
 */
export async function signProofs(
  ctx: Needs<'now' | 'createRandomHex' | 'visits' | 'grants' | 'proofKeys' | 'signProof'>,
  parameters: SignProofsParameters,
): Promise<SignedProofs> {
  const { shop, visit, known, seen, read, customerId, until, endsAt } = parameters
  const wanted = planGrants(parameters)
  if (wanted.length === 0) {
    if (seen) await ctx.visits.setSeen({ id: visit.id, seen })
    return NOTHING
  }
  const requests = wanted.map(({ scope, gates }): GrantRequest => {
    const named = gates.map(({ number, revision }): SeenGate => {
      const found = read.find((one) => one.gate === number && one.revision === revision)
      return found ?? { gate: number, revision }
    })
    const buyer = buyerOf({ customerId, gates })
    return { ...scope, newId: ctx.createRandomHex(8), gates: named, buyer, until, endsAt }
  })
  const grants = await ctx.grants.open({
    shopId: shop.id,
    visitId: visit.id,
    at: ctx.now(),
    grants: requests,
    ...{ known, seen },
  })
  // One statement opens all grants, so they have one epoch.
  const epoch = grants[0]?.epoch ?? ''
  const key = await ctx.proofKeys.findSigning({ shopId: shop.id, epoch })
  if (!key) throw keylessShop()
  const signed = wanted.map(({ scope, gates }, i) => {
    const grant = grants[i]?.id ?? ''
    const buyer = requests[i]?.buyer ?? '0'
    return { scope, proof: signOne(ctx, { key, carrier: scope.carrier, grant, buyer, gates, until }) }
  })
  const isOfCart = (carrier: ProofCarrier, { codeGate, ...scope }: GrantScope) =>
    scope.carrier === carrier && codeGate === undefined
  const ofCart = (carrier: ProofCarrier) =>
    signed.find(({ scope }) => isOfCart(carrier, scope))?.proof ?? null
  const grantOf = (carrier: ProofCarrier) =>
    grants[wanted.findIndex(({ scope }) => isOfCart(carrier, scope))]?.id ?? null
  return {
    proof: ofCart('c'),
    pass: ofCart('m'),
    lineProofs: signed.flatMap(({ scope: { productId, variantId }, proof }) =>
      productId !== null && variantId !== null ? [{ productId, variantId, proof }] : [],
    ),
    grantIds: { c: grantOf('c'), m: grantOf('m') },
    codeGrants: new Map(
      wanted.flatMap(({ scope: { codeGate }, gates }, i) =>
        codeGate === undefined || !gates[0] ? [] : [[gates[0].number, grants[i]?.id ?? '']],
      ),
    ),
  }
}

/** Plan the proofs. A gate with the `cart` guard is only in the proof of the cart's own metafield. */
function planGrants({ shop, open, lines, isAbout, cartToken }: SignProofsParameters): Wanted[] {
  const free = open.filter(({ guard }) => guard !== 'cart')
  const usesPass = shop.settings.usesCartMetafield && cartToken !== null
  const cart = { cartToken, productId: null, variantId: null }
  const ofLines = removeRepeatedLines(lines).map((line): Wanted => {
    const gates = free.filter((gate) => isAbout(gate, line))
    return { scope: { carrier: 'l', cartToken: null, ...line }, gates }
  })
  const ofCart: Wanted[] = [
    { scope: { carrier: 'c', ...cart }, gates: free },
    { scope: { carrier: 'm', ...cart }, gates: usesPass ? open : [] },
  ]
  const isStore = platformOf(shop.myshopifyDomain) === 'bigcommerce'
  // A checkout of a store takes one code, so what opens two products leads to two orders.
  const ofCodes = (isStore ? free : []).map((gate): Wanted => {
    return { scope: { carrier: 'c', ...cart, codeGate: gate.number }, gates: [gate] }
  })
  return [...ofCart, ...ofLines, ...ofCodes].filter(({ gates }) => gates.length > 0)
}

/** A proof is bound to the signed-in customer if one of its gates has the `account` guard. */
function buyerOf({ gates, customerId }: { gates: readonly Gate[]; customerId: string | null }): string {
  return customerId !== null && gates.some(({ guard }) => guard === 'account') ? customerId : '0'
}

function signOne(
  ctx: Needs<'signProof'>,
  parameters: {
    key: ProofKey
    carrier: ProofCarrier
    grant: string
    buyer: string
    gates: readonly Gate[]
    until: string
  },
): string {
  const { key, carrier, grant, buyer, gates, until } = parameters
  const head = { carrier, epoch: key.epoch, until, buyer, grant } as const
  const entries = chooseEntries({ head, entries: gates.map(toProofEntry) })
  const unsigned = formatUnsignedProof({ ...head, entries })
  return formatProof({ unsigned, mac: ctx.signProof({ unsigned, key: key.key }) })
}

function removeRepeatedLines(lines: readonly ProofLine[]): ProofLine[] {
  return [...new Map(lines.map((line) => [`${line.productId}:${line.variantId}`, line])).values()]
}
