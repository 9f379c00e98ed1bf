import { InputError } from '../errors/base.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import type { OauthErrorWord } from './errorWord.ts'

/** The decoded parameters of a request, in order, including repeated ones. */
export type OauthParameters = readonly (readonly [name: string, value: string])[]

/** The values of one parameter. Empty values count as absent. */
export function readAll(parameters: OauthParameters, name: string): string[] {
  return parameters.filter(([key, value]) => key === name && value !== '').map(([, value]) => value)
}

/**
 * The value of a parameter that may be sent once, or null.
 *
 * @throws {InputError} ERR_OAUTH_REQUEST if it was sent twice, is longer than `max` or has an unsafe character.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-3.1
 */
export function readOne(parameters: OauthParameters, name: string, max: number): string | null {
  const [value = null, ...more] = readAll(parameters, name)
  if (more.length > 0) throw invalidRequest(`${name} was sent more than once.`, `Send ${name} once.`)
  if (value !== null) checkText({ name, value, max })
  return value
}

/** The values of a parameter that may be sent `most` times, each `max` long. @throws {InputError} ERR_OAUTH_REQUEST */
export function readMany(
  parameters: OauthParameters,
  name: string,
  { most, max }: { most: number; max: number },
): string[] {
  const values = readAll(parameters, name)
  if (values.length > most)
    throw invalidRequest(`${name} was sent more than ${most} times.`, 'Send fewer values.')
  for (const value of values) checkText({ name, value, max })
  return values
}

/** The error for an invalid request (ERR_OAUTH_REQUEST); `oauthError` if its code is not `invalid_request`. */
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
    throw invalidRequest(`${name} contains a control character.`, `Send ${name} without control characters.`)
  }
}
