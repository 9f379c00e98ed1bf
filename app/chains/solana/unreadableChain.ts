import { UpstreamError } from '../../core/errors/base.ts'
import { solana } from './programs.ts'

/** Make the error for a node that gave only some of the answers, or answers that contradict each other. */
export function unreadableChain(reason: string | undefined): UpstreamError {
  return new UpstreamError('ERR_CHAIN_READ', 'The chain "solana" could not be read.', {
    hint: 'Try again in a moment.',
    details: { chain: solana, reasons: reason === undefined ? [] : [reason] },
  })
}
