import { InputError } from '../errors/base.ts'
import type { FlowAddress } from './types.ts'

const shape = /^0x[0-9a-f]{16}$/i

/**
 * Parse the address of a Flow account in any case into its internal form, lower-case.
 * @throws {InputError} ERR_ADDRESS_INVALID
 */
export function parseFlowAddress(text: string): FlowAddress {
  if (typeof text === 'string' && shape.test(text)) return text.toLowerCase() as FlowAddress
  throw new InputError('ERR_ADDRESS_INVALID', 'This is not a Flow address.', {
    hint: 'Send 0x followed by 16 hexadecimal digits.',
  })
}
