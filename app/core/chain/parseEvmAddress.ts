import { InputError } from '../errors/base.ts'
import type { EvmAddress } from './types.ts'

const shape = /^0x[0-9a-f]{40}$/i

/**
 * Parse an EVM address in any case into its internal form, lower-case.
 *
 * Mixed case is not checked against EIP-55: that needs keccak, and nobody can sign for a mistyped address.
 * @throws {InputError} ERR_ADDRESS_INVALID
 */
export function parseEvmAddress(text: string): EvmAddress {
  if (typeof text === 'string' && shape.test(text)) return text.toLowerCase() as EvmAddress
  throw new InputError('ERR_ADDRESS_INVALID', 'This is not an EVM address.', {
    hint: 'Send 0x followed by 40 hexadecimal digits.',
  })
}
