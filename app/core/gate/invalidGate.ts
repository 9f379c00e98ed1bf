import { InputError } from '../errors/base.ts'
import type { FieldIssues } from './issues.ts'

/** Create the error that refuses a form. `details.fields` has the issue of each wrong field. */
export function invalidGate(fields: FieldIssues): InputError {
  return new InputError('ERR_GATE_INVALID', 'The gate was not saved: some fields are invalid.', {
    hint: 'Fix the marked fields and save again.',
    details: { fields },
  })
}
