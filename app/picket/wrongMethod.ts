import { InputError } from '../core/errors/base.ts'

/** The error for a method that an address does not support; it names the supported ones. */
export function wrongMethod(methods: readonly string[]): InputError {
  return new InputError('ERR_METHOD', `This address takes ${methods.join(' and ')} requests only.`, {
    hint: `Send a ${methods[0]} request.`,
    details: { allow: [...methods, 'OPTIONS'].join(', ') },
  })
}
