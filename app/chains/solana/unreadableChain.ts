import { UpstreamError } from '../../core/errors/base.ts'
import { solana } from './programs.ts'

/** The error for a node that gave a part of the answers only, or answers that do not fit together. */
export function unreadableChain(reason: string | undefined): UpstreamError {
  return new UpstreamError('ERR_CHAIN_READ', 'The chain "solana" could not be read.', {
    hint: 'Try again in a moment.',
    details: { chain: solana, reasons: reason === undefined ? [] : [reason] },
  })
}
