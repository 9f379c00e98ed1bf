import { PalisadeError } from '../app/core/errors/base.ts'
import { formatError } from '../app/core/errors/formatError.ts'
import { describeError } from '../app/describeError.ts'

/** Describe to the operator why a command failed. What is no error of ours is logged under an id, as a server does. */
export function describeFailure(error: unknown): string {
  return error instanceof PalisadeError ? formatError(error) : describeError(error).msg
}
