import { InputError } from '../core/errors/base.ts'

/** The error for a method that an address does not support; it names the supported ones. */
export function wrongMethod(methods: readonly string[]): InputError {
  return new InputError('ERR_METHOD', `This endpoint accepts only ${methods.join(' and ')} requests.`, {
    hint: `Send a ${methods[0]} request.`,
    details: { allow: [...methods, 'OPTIONS'].join(', ') },
  })
}
