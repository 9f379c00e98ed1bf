import { InputError } from '../core/errors/base.ts'

/** Refuse a request whose method an address of the API does not take, saying which it does. */
export function wrongMethod(methods: readonly string[]): InputError {
  return new InputError('ERR_METHOD', `This address takes ${methods.join(' and ')} requests only.`, {
    hint: `Send a ${methods[0]} request.`,
    details: { allow: [...methods, 'OPTIONS'].join(', ') },
  })
}
