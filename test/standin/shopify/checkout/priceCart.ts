import { listActiveDiscounts, moneyDecimalsOf, type StandinCart, shopNow } from '../state.ts'
import { applyDiscounts, type DiscountClaim, type GivenDiscount } from './applyDiscounts.ts'
import { buildInputRoot } from './buildInputRoot.ts'
import type { CheckoutContext } from './context.ts'
import { recordFunctionError } from './errorHistory.ts'
import { FunctionRunError } from './FunctionRunError.ts'
import { type CheckoutLine, listLines } from './listLines.ts'
import { parseOperations } from './parseOperations.ts'
import { runFunctionTarget } from './runFunctionTarget.ts'

/** Where the shopper is, in the Functions' words. */
export type BuyerStep = 'CART_INTERACTION' | 'CHECKOUT_INTERACTION' | 'CHECKOUT_COMPLETION'

/** One run of a Function, as a developer would look at it in Shopify's logs. */
export type FunctionRun = {
  handle: string
  target: string
  ownerGid: string
  input: unknown
  output: unknown
  instructions: number | null
  /** Why the run failed; null when it did not. */
  error: string | null
}

export type PricedLine = CheckoutLine & { discounts: GivenDiscount[]; totalMinor: bigint }

/** A cart with everything Shopify's rules make of it. Amounts are minor units of `currency`. */
export type PricedCart = {
  cart: StandinCart
  currency: string
  decimals: number
  lines: PricedLine[]
  orderDiscounts: GivenDiscount[]
  /** Before any discount. */
  subtotalMinor: bigint
  /** All discounts together. */
  discountMinor: bigint
  totalMinor: bigint
  /** What a validation has against the purchase. */
  errors: { message: string; target: string }[]
  functionRuns: FunctionRun[]
}

export type PriceCartParameters = { context: CheckoutContext; cart: StandinCart; step: BuyerStep }

/** Prices a cart: runs every active automatic discount's Function, applies what they give, asks validations. */
export function priceCart(parameters: PriceCartParameters): PricedCart {
  const { context, cart, step } = parameters
  const { shop } = context
  const decimals = moneyDecimalsOf(cart.presentmentCurrency)
  const listed = listLines({ shop, cart, decimals })
  const run: RunOwnerParameters = { context, cart, step, lines: listed, decimals, now: shopNow(shop) }
  const functionRuns: FunctionRun[] = []
  const claims = listed.length === 0 ? [] : claimDiscounts(run, functionRuns)
  const { lineDiscounts, orderDiscounts } = applyDiscounts({ lines: listed, claims, decimals })
  const lines = listed.map((line) => {
    const discount = lineDiscounts.get(line.id)
    const discounts = discount ? [discount] : []
    return { ...line, discounts, totalMinor: line.subtotalMinor - (discount?.amountMinor ?? 0n) }
  })
  const subtotalMinor = lines.reduce((sum, line) => sum + line.subtotalMinor, 0n)
  const given = [...lines.flatMap((line) => line.discounts), ...orderDiscounts]
  const discountMinor = given.reduce((sum, discount) => sum + discount.amountMinor, 0n)
  return {
    cart,
    currency: cart.presentmentCurrency,
    decimals,
    lines,
    orderDiscounts,
    subtotalMinor,
    discountMinor,
    totalMinor: subtotalMinor - discountMinor,
    errors: listed.length === 0 ? [] : askValidations(run, functionRuns),
    functionRuns,
  }
}

type RunOwnerParameters = {
  context: CheckoutContext
  cart: StandinCart
  step: BuyerStep
  lines: CheckoutLine[]
  decimals: number
  now: number
}

function claimDiscounts(run: RunOwnerParameters, functionRuns: FunctionRun[]): DiscountClaim[] {
  const active = listActiveDiscounts(run.context.shop).filter((one) => one.appliesOnOneTimePurchase)
  return active.flatMap((discount) => {
    const { discountClasses } = discount
    const operations = runOwner({
      ...run,
      functionRuns,
      handle: discount.functionHandle,
      target: 'cart.lines.discounts.generate.run',
      owner: { gid: discount.id, discountClasses },
      read: (result) => parseOperations({ result, lines: run.lines, discountClasses }),
    })
    if (!operations) return []
    const { id: discountId, title, combinesWith } = discount
    return [{ discountId, title, combinesWith, operations }]
  })
}

type ValidationResult = {
  operations: { validationAdd: { errors: { message: string; target: string }[] } }[]
}

function askValidations(run: RunOwnerParameters, functionRuns: FunctionRun[]): PricedCart['errors'] {
  const enabled = [...run.context.shop.validations.values()].filter((validation) => validation.enabled)
  return enabled.flatMap((validation) => {
    const errors = runOwner({
      ...run,
      functionRuns,
      handle: validation.functionHandle,
      target: 'cart.validations.generate.run',
      owner: { gid: validation.id },
      read: (result) =>
        (result as ValidationResult).operations.flatMap((operation) => operation.validationAdd.errors),
    })
    if (errors) return errors
    return validation.blockOnFailure
      ? [{ message: 'There was a problem with your checkout. Try again in a moment.', target: '$.cart' }]
      : []
  })
}

type RunParameters<T> = RunOwnerParameters & {
  functionRuns: FunctionRun[]
  handle: string
  target: string
  owner: { gid: string; discountClasses?: readonly string[] }
  read: (result: unknown) => T
}

/** Runs a discount's or validation's Function; null when the run failed, which is then in its history. */
function runOwner<T>(parameters: RunParameters<T>): T | null {
  const { context, cart, step, lines, decimals, now, handle, owner, read } = parameters
  const { state, shop } = context
  const ran: FunctionRun = {
    handle,
    target: parameters.target,
    ownerGid: owner.gid,
    input: null,
    output: null,
    instructions: null,
    error: null,
  }
  parameters.functionRuns.push(ran)
  try {
    const extension = context.functions.get(handle)
    const target = extension?.targets.find((one) => one.target === parameters.target)
    if (!extension || !target) {
      throw new FunctionRunError(`No Function ${handle} is deployed for ${parameters.target}.`)
    }
    const root = buildInputRoot({ state, shop, cart, lines, decimals, now, owner, step })
    const answer = runFunctionTarget({
      state,
      shop,
      extension,
      target,
      ownerGid: owner.gid,
      root,
    })
    Object.assign(ran, { input: answer.input, output: answer.output, instructions: answer.instructions })
    return read(answer.result)
  } catch (error) {
    if (!(error instanceof FunctionRunError)) throw error
    ran.error = error.message
    const at = new Date(now * 1000).toISOString()
    recordFunctionError({ shop, ownerGid: owner.gid, message: error.message, at })
    return null
  }
}
