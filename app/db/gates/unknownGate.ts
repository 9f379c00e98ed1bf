import { NotFoundError } from '../../core/errors/base.ts'

/** The error for a gate that does not exist or belongs to another shop. */
export function unknownGate(): NotFoundError {
  return new NotFoundError('ERR_GATE_NOT_FOUND', 'There is no such gate in this shop.', {
    hint: 'Go back to the list of gates.',
  })
}
