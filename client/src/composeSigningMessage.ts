import { composePicketMessage } from '../../app/core/login/composePicketMessage.ts'
import type { SigningMessageRequest } from '../../public/palisade.d.ts'
import { PicketError } from './PicketError.ts'

/**
 * Compose the text that a wallet signs, byte for byte as the server rebuilds it.
 * @throws {PicketError} if a part is missing.
 */
export function composeSigningMessage(request: SigningMessageRequest): string {
  const { walletAddress, nonce, statement = '', domain, uri, issuedAt, chainId = 0, chainType = '' } = request
  if (!walletAddress || !nonce) throw missingFields('walletAddress and nonce')
  const parts = { walletAddress, nonce, statement, chainId }
  if (request.format !== 'siwe') return composePicketMessage({ ...parts, format: 'simple' })
  if (!statement || !domain || !uri || !issuedAt || !chainId) {
    throw missingFields('statement, domain, uri, issuedAt and chainId')
  }
  const context = { domain, uri, issuedAt, chainId }
  const family = chainType === 'solana' || chainType === 'flow' ? chainType : 'evm'
  return composePicketMessage({ ...parts, format: 'siwe', family, context })
}

function missingFields(names: string): PicketError {
  return new PicketError('request', { msg: `${names} are required to create a signing message.` })
}
