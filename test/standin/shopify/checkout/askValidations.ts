import { type RunOwnerParameters, runOwner } from './runOwner.ts'

export type ValidationError = { message: string; target: string }

type ValidationResult = { operations: { validationAdd: { errors: ValidationError[] } }[] }

const FAILED = 'There was a problem with your checkout. Try again in a moment.'

/** Runs every enabled validation. A failed run refuses only if the merchant set the validation to block on failure. */
export function askValidations(run: RunOwnerParameters): ValidationError[] {
  const enabled = [...run.context.shop.validations.values()].filter((validation) => validation.enabled)
  return enabled.flatMap((validation) => {
    const errors = runOwner({
      ...run,
      handle: validation.functionHandle,
      target: 'cart.validations.generate.run',
      owner: { gid: validation.id },
      read: (result) =>
        (result as ValidationResult).operations.flatMap((operation) => operation.validationAdd.errors),
    })
    if (errors) return errors
    return validation.blockOnFailure ? [{ message: FAILED, target: '$.cart' }] : []
  })
}
