import type { z } from 'zod'
import { answerWhole } from '../answerError.ts'
import type { Turn } from '../core/limit/createCeiling.ts'
import type { PicketCaller, PicketDoor, RouteArguments, Sites } from './authenticateCaller.ts'
import { wholeRoute } from './wholeRoute.ts'

const MAX_BYTES = 64 * 1024
/** Of a body whose requirement may name ten thousand wallets. */
export const MAX_BYTES_WITH_WALLETS = 512 * 1024

/**
 * Make an endpoint of the API that reads or decides: it answers 200 with what `format` gives. Errors answer `{ msg,
 * code?, error }`, and every answer is JSON.
 */
export function picketRoute<Input, Result>({
  format,
  run,
  method,
  turn = 'later',
  maxBytes = MAX_BYTES,
  ...parameters
}: {
  readonly door: PicketDoor
  readonly method: 'GET' | 'POST'
  readonly access: 'publishable' | 'secret'
  /** The sites whose pages may ask. Default: those of the project. */
  readonly sites?: Sites
  /** Default: 64 KiB. */
  readonly maxBytes?: number
  /** Default: `later`. */
  readonly turn?: Turn
  readonly schema: z.ZodType<Input>
  readonly run: (caller: PicketCaller, input: Input, params: RouteArguments['params']) => Promise<Result>
  readonly format: (result: Result, caller: PicketCaller) => object
}) {
  return wholeRoute({
    ...parameters,
    method,
    turn,
    enter: async (caller) => caller,
    hasBody: method === 'POST',
    maxBytes,
    run: (caller, input, { params }) => run(caller, input, params),
    answer: (result, caller, siteHeaders) => answerWhole(format(result, caller), siteHeaders),
  })
}

/**
 * The maximum age of chain reads in seconds: 0 for the secret key, on which servers decide; more for pages that only
 * display.
 */
export function chooseMaxAge(
  { key }: Pick<PicketCaller, 'key'>,
  { showAgeSeconds }: { readonly showAgeSeconds: number },
): number {
  return key.kind === 'secret' ? 0 : showAgeSeconds
}
