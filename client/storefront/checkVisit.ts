import { GateError } from '../../extensions/gate-block/src/api/GateError.ts'
import type { CheckAnswer, CheckRequest } from '../../extensions/gate-block/src/api/types.ts'
import { checkLoss } from '../../extensions/gate-block/src/cart/checkLoss.ts'
import { gateLimit, planRequest } from '../../extensions/gate-block/src/cart/planRequest.ts'
import type { Cart } from '../../extensions/gate-block/src/cart/types.ts'
import { checkGatesOfPage } from '../../extensions/gate-block/src/checkGates.ts'
import { PalisadeError } from '../server/PalisadeError.ts'
import { proofKey } from './planCart.ts'
import type { ReadGatesOptions } from './readOptions.ts'
import type { Requests } from './requestVisit.ts'
import type { KnownGates } from './toGateState.ts'
import { toItem } from './toItem.ts'
import type { GateCart, GatesState } from './types.ts'
import { writeProofs } from './writeProofs.ts'

export type CheckVisitParameters = {
  readonly options: ReadGatesOptions
  readonly requests: Requests
  /** The gates of products, which other products of the cart join. */
  readonly findGates: (productIds: readonly number[]) => Promise<KnownGates>
  /** Called if a gate of another product no longer exists. */
  readonly onGone: () => void
  /** The products of the page; ids as numbers. */
  readonly lines: readonly { readonly productId: number; readonly variantId: number }[]
  /** Log in with the signature, which works once; null if there is none. */
  readonly unlock: ((request: CheckRequest) => Promise<CheckAnswer>) | null
  /** The session of an earlier login, or '' if the answer to unlock will give it. */
  readonly session: string
  readonly vaults: readonly string[]
  /** Codes of ours that the cart may have. */
  readonly oldCodes: readonly string[]
  readonly signal: AbortSignal
}
export type CheckVisitResult = {
  readonly answer: CheckAnswer
  readonly proof: string | null
  readonly codes: readonly string[]
  readonly cart: GatesState['cart']
  /** Why the cart could not be read or written; null if it could. */
  readonly cartError: Error | null
}

/**
 * Check the gates of the page and of the cart together, and write the proofs into the cart. A cart that cannot be read
 * or written is told beside the answer, because the login counts without it.
 * @throws {PalisadeError}
 */
export async function checkVisit(parameters: CheckVisitParameters): Promise<CheckVisitResult> {
  const { options, requests, findGates, lines, unlock, session, vaults, onGone, signal } = parameters
  const read = await readCart(options)
  const productIds = [...lines, ...(read.cart?.lines ?? [])].map(({ productId }) => productId)
  const { products } = await findGates([...new Set(productIds)])
  const pageLines = lines.map((line) => toItem({ ...line, id: '', quantity: 0, attributes: [] }))
  const held = read.cart ? toCart(read.cart) : null
  const request = planRequest({
    ...{ productId: null, variantId: 0, seenGates: products },
    cart: { ...(held ?? NO_CART), items: [...pageLines, ...(held?.items ?? [])] },
  })
  const pageGates = [...new Set(lines.flatMap(({ productId }) => products[productId] ?? []))].slice(
    0,
    gateLimit,
  )
  const renew = (asked: CheckRequest, known = session) =>
    requests.renew({ request: asked, session: known, vaults, signal }).catch(toGateError)
  const answer = await checkGatesOfPage({ request, pageGates, unlock, renew, onGone }).catch(
    (error: unknown) => {
      throw error instanceof GateError ? error.cause : error
    },
  )
  signal.throwIfAborted()
  const isDecided = (number: number) =>
    answer.gates.some((gate) => gate.id === number && gate.kind !== 'unchecked')
  const old = held?.attributes[proofKey] || null
  const proof = answer.proof ?? (request.gates.every(isDecided) ? null : old)
  const codes = (answer.codes ?? []).map(({ code }) => code)
  const written = await writeCart({
    ...parameters,
    read,
    answer,
    proof,
    codes,
    asked: { products, isDecided },
  })
  return { answer, proof, codes, ...written }
}

const NO_CART: Cart = { token: '', total_price: 0, attributes: {}, items: [] }

type ReadCart = { readonly cart: GateCart | null; readonly cartError: Error | null }

async function readCart({ cart }: ReadGatesOptions): Promise<ReadCart> {
  try {
    return { cart: cart && (await cart.read()), cartError: null }
  } catch (error) {
    return { cart: null, cartError: toError(error) }
  }
}

type WriteCartParameters = CheckVisitParameters &
  Pick<CheckVisitResult, 'answer' | 'proof' | 'codes'> & {
    readonly read: ReadCart
    readonly asked: NonNullable<Parameters<typeof writeProofs>[0]['asked']>
  }

async function writeCart(
  parameters: WriteCartParameters,
): Promise<Pick<CheckVisitResult, 'cart' | 'cartError'>> {
  const { options, read, answer, proof, codes, oldCodes, asked } = parameters
  if (!options.cart || !read.cart)
    return { cart: read.cartError ? 'unwritten' : 'none', cartError: read.cartError }
  try {
    const { lineProofs } = answer
    const cart = await writeProofs({ cart: options.cart, proof, lineProofs, codes, oldCodes, asked })
    if (!cart) return { cart: 'none', cartError: null }
    const view = toCart(cart)
    const gates = answer.gates.flatMap((gate) => (gate.kind === 'open' ? [gate.id] : []))
    const carried = { gates, seenGates: asked.products, codes, passCart: answer.pass ? view.token : null }
    return { cart: checkLoss(view, carried).isLost ? 'lost' : 'written', cartError: null }
  } catch (error) {
    return { cart: 'unwritten', cartError: toError(error) }
  }
}

/** A cart in the shape of `/cart.js`, which the theme block reads. */
function toCart({ id, attributes, lines, discountCodes }: GateCart): Cart {
  return {
    token: id.replace(/^gid:\/\/shopify\/Cart\//, ''),
    total_price: 0,
    attributes: Object.fromEntries(attributes.map(({ key, value }) => [key, value])),
    items: lines.map(toItem),
    discount_codes: discountCodes.map((code) => ({ code })),
  }
}

/** The block's code tells a gate that is gone by the code of its own error. */
function toGateError(error: unknown): never {
  if (!(error instanceof PalisadeError)) throw error
  throw Object.assign(new GateError(error.code), { cause: error })
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(`${error}`)
}
