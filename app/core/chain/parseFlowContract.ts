import { InputError } from '../errors/base.ts'
import type { FlowContract } from './types.ts'

const shape = /^A\.([0-9a-f]{16})\.([A-Za-z_][A-Za-z0-9_]{0,63})$/i

/**
 * Parse the name of a contract on Flow as Cadence writes it in types: its account, without 0x, and its name.
 * @throws {InputError} ERR_ADDRESS_INVALID
 * @see https://cadence-lang.org/docs/language/types-and-type-system/run-time-types
 */
export function parseFlowContract(text: string): FlowContract {
  const [, account, name] = shape.exec(text) ?? []
  if (account && name) return `A.${account.toLowerCase()}.${name}` as FlowContract
  throw new InputError('ERR_ADDRESS_INVALID', 'This is not a contract on Flow.', {
    hint: 'Send its account and its name like this: A.0b2a3299cc857e29.TopShot.',
  })
}
