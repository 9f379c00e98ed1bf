import { InputError } from '../errors/base.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import { LIST_NAME_MAX } from './limits.ts'

/** Parse the name of a list, one line of 1 to 64 characters. @throws {InputError} ERR_LIST_INVALID */
export function parseListName(text: string): string {
  const name = text.trim()
  if (name === '') throw invalidName('A list needs a name.')
  if ([...name].length > LIST_NAME_MAX) throw invalidName(`Use at most ${LIST_NAME_MAX} characters.`)
  if (hasUnsafeCharacter(name)) throw invalidName('Remove line breaks and invisible characters.')
  return name
}

/** The error for a name that another list of the shop has. */
export function takenName(): InputError {
  return invalidName('Another list already has this name.')
}

function invalidName(sentence: string): InputError {
  return new InputError('ERR_LIST_INVALID', sentence)
}
