import type { StandinCart } from '../state.ts'
import { buildInputRoot } from './buildInputRoot.ts'
import type { CheckoutContext } from './context.ts'
import { recordFunctionError } from './errorHistory.ts'
import { FunctionRunError } from './FunctionRunError.ts'
import type { DeliveryGroup } from './listDeliveryGroups.ts'
import type { CheckoutLine } from './listLines.ts'
import type { FunctionExtension } from './loadFunctionExtension.ts'
import { runFunctionTarget } from './runFunctionTarget.ts'

/** The buyer journey step, as Functions name it. */
export type BuyerStep = 'CART_INTERACTION' | 'CHECKOUT_INTERACTION' | 'CHECKOUT_COMPLETION'

/** One run of a Function, as Shopify's logs show it to a developer. */
export type FunctionRun = {
  handle: string
  target: string
  ownerGid: string
  input: unknown
  output: unknown
  instructions: number | null
  /** Reason of a failed run; null if it succeeded. */
  error: string | null
}

/** Parameters common to all runs of one pricing; each run is appended to `functionRuns`. */
export type RunOwnerParameters = {
  context: CheckoutContext
  cart: StandinCart
  step: BuyerStep | null
  lines: CheckoutLine[]
  groups: DeliveryGroup[]
  decimals: number
  now: number
  functionRuns: FunctionRun[]
}

type RunParameters<T> = RunOwnerParameters & {
  handle: string
  target: string
  owner: { gid: string; discountClasses?: readonly string[] }
  read: (result: unknown) => T
}

/** Finds a Function that the shop has: not the discount's if Shopify counts too many points in its query. */
function findReleased({ shop, functions }: CheckoutContext, handle: string): FunctionExtension | undefined {
  const found = functions.get(handle)
  const isRefused = found?.kind === 'discount' && shop.knobs.functionQueryCost === 'refused'
  return isRefused ? undefined : found
}

/**
 * Runs the Function of a discount or validation; null if the run failed, which it records in the owner's error history.
 */
export function runOwner<T>(parameters: RunParameters<T>): T | null {
  const { context, cart, step, lines, groups, decimals, now, handle, owner, read } = parameters
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
    const extension = findReleased(context, handle)
    const target = extension?.targets.find((one) => one.target === parameters.target)
    if (!extension || !target) {
      throw new FunctionRunError(`The Function ${handle} is not deployed for ${parameters.target}.`)
    }
    const root = buildInputRoot({ state, shop, cart, lines, groups, decimals, now, owner, step })
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
