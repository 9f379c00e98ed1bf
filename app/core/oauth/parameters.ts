import { InputError } from '../errors/base.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import type { OauthErrorWord } from './errorWord.ts'

/** The parameters of a request as they came, decoded, in order, repeated ones included. */
export type OauthParameters = readonly (readonly [name: string, value: string])[]

/** The values of one parameter; those without a value count as left out. */
export function readAll(parameters: OauthParameters, name: string): string[] {
  return parameters.filter(([key, value]) => key === name && value !== '').map(([, value]) => value)
}

/**
 * The value of a parameter that may be sent once, or null.
 *
 * @throws {InputError} ERR_OAUTH_REQUEST when it came twice, is too long or holds control characters.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1
 */
export function readOne(parameters: OauthParameters, name: string, max: number): string | null {
  const [value = null, ...more] = readAll(parameters, name)
  if (more.length > 0) throw invalidRequest(`${name} was sent more than once.`, `Send ${name} once.`)
  if (value !== null) checkText({ name, value, max })
  return value
}

/** The values of a parameter that may be repeated. @throws {InputError} ERR_OAUTH_REQUEST */
export function readMany(
  parameters: OauthParameters,
  name: string,
  { most, max }: { most: number; max: number },
): string[] {
  const values = readAll(parameters, name)
  if (values.length > most) throw invalidRequest(`${name} was sent more than ${most} times.`, 'Send fewer.')
  for (const value of values) checkText({ name, value, max })
  return values
}

/** A request that cannot be answered as it is, with OAuth's word where it is another than `invalid_request`. */
export function invalidRequest(sentence: string, hint: string, oauthError?: OauthErrorWord): InputError {
  return new InputError('ERR_OAUTH_REQUEST', sentence, {
    hint,
    ...(oauthError && { details: { oauthError } }),
  })
}

function checkText({ name, value, max }: { name: string; value: string; max: number }): void {
  if (value.length > max) {
    throw invalidRequest(`${name} is longer than ${max} characters.`, `Send a shorter ${name}.`)
  }
  if (hasUnsafeCharacter(value)) {
    throw invalidRequest(`${name} holds a control character.`, `Send ${name} in printable characters.`)
  }
}
