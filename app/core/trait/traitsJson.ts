import { InputError } from '../errors/base.ts'
import { hasUnsafeCharacter } from '../text/hasUnsafeCharacter.ts'
import { countSetIds } from './idSet.ts'
import { MAX_TRAIT_TEXT, MAX_TRAIT_TOKENS, MAX_TRAIT_VALUES, MAX_TRAITS } from './limits.ts'
import type { Trait, TraitValue } from './types.ts'

/** Parse traits from JSON of a client or the database. @throws {InputError} ERR_BODY_INVALID */
export function parseTraits(value: unknown): Trait[] {
  if (!Array.isArray(value) || value.length > MAX_TRAITS) throw invalidTraits('there are too many')
  return value.map(parseTrait)
}

function parseTrait(value: unknown): Trait {
  const { trait, values } = (value ?? {}) as Readonly<Record<string, unknown>>
  if (!isName(trait)) throw invalidTraits('a trait has no name')
  if (!Array.isArray(values) || values.length < 1 || values.length > MAX_TRAIT_VALUES)
    throw invalidTraits('a trait has too many values')
  return { trait, values: values.map(parseValue) }
}

function parseValue(given: unknown): TraitValue {
  const { value, count, ids } = (given ?? {}) as Readonly<Record<string, unknown>>
  const known = typeof ids === 'string' ? countSetIds(ids) : null
  if (!isName(value) || typeof ids !== 'string' || known === null) throw invalidTraits('a value has no ids')
  if (known !== count || known > MAX_TRAIT_TOKENS) throw invalidTraits('a value has another count')
  return { value, count: known, ids }
}

function isName(text: unknown): text is string {
  return (
    typeof text === 'string' &&
    text.trim() !== '' &&
    text.length <= MAX_TRAIT_TEXT &&
    !hasUnsafeCharacter(text)
  )
}

function invalidTraits(why: string): InputError {
  return new InputError('ERR_BODY_INVALID', `The traits cannot be read: ${why}.`, {
    hint: 'Import the file again.',
  })
}
