import { isGateError } from '../../extensions/gate-block/src/api/GateError.ts'
import { isPending, isRejection } from '../../extensions/gate-block/src/wallets/isRejection.ts'
import { PalisadeError } from '../server/PalisadeError.ts'

/** Describe an error of a wallet as one of this module. An error that is already one stays as it is. */
export function describeWalletError(error: unknown): unknown {
  if (error instanceof PalisadeError || (error as { name?: unknown } | null)?.name === 'AbortError')
    return error
  if (isPending(error))
    return wrap(
      error,
      'ERR_WALLET_PENDING',
      'The wallet still shows an earlier request. Open the wallet and answer it.',
    )
  if (isGateError(error) && error.message === 'ledger')
    return wrap(
      error,
      'ERR_WALLET_LEDGER',
      'This wallet cannot sign texts, as many Ledger devices. Log in again with "isLedger".',
    )
  if (isRejection(error))
    return wrap(error, 'ERR_WALLET_REJECTED', 'The shopper declined in the wallet. Let them try again.')
  return wrap(
    error,
    'ERR_WALLET_FAILED',
    'The wallet did not connect or sign. Let the shopper try again, or use another wallet.',
  )
}

function wrap(cause: unknown, code: `ERR_WALLET_${string}`, message: string): PalisadeError {
  return new PalisadeError({ code, message, cause })
}
