import { composePicketMessage } from '../../app/core/login/composePicketMessage.ts'
import type { SigningMessageRequest } from '../../public/palisade.d.ts'
import { PicketError } from './PicketError.ts'

const families: Readonly<Record<string, string>> = { solana: 'Solana', flow: 'Flow' }

/**
 * Compose the text that a wallet signs, byte for byte as the server will rebuild it.
 * @throws {PicketError} when a part is missing.
 */
export function composeSigningMessage(request: SigningMessageRequest): string {
  const { walletAddress, nonce, statement = '', domain, uri, issuedAt, chainId = 0, chainType = '' } = request
  if (!walletAddress || !nonce) throw refuse('walletAddress and nonce')
  const parts = { walletAddress, nonce, statement, chainId }
  if (request.format !== 'siwe') return composePicketMessage({ ...parts, format: 'simple' })
  if (!statement || !domain || !uri || !issuedAt || !chainId) {
    throw refuse('statement, domain, uri, issuedAt and chainId')
  }
  const context = { domain, uri, issuedAt, chainId }
  const message = composePicketMessage({ ...parts, format: 'siwe', context })
  const family = families[chainType]
  return family ? message.replace(/Ethereum/g, family) : message
}

function refuse(names: string): PicketError {
  return new PicketError('request', { msg: `${names} are required to create a signing message.` })
}
