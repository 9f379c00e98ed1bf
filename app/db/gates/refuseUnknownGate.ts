import { NotFoundError } from '../../core/errors/base.ts'

/** The error for a gate that does not exist or is another shop's. */
export function refuseUnknownGate(): NotFoundError {
  return new NotFoundError('ERR_GATE_NOT_FOUND', 'There is no such gate in this shop.', {
    hint: 'Go back to the list of gates.',
  })
}
