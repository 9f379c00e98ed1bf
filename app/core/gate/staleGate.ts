import { ConflictError } from '../errors/base.ts'

/** The error for a change of a gate that somebody else has changed since the caller read it. */
export function staleGate(): ConflictError {
  return new ConflictError('ERR_GATE_STALE', 'This gate was changed by someone else in the meantime.', {
    hint: 'Reload the page to see the current gate, then make your change again.',
  })
}
