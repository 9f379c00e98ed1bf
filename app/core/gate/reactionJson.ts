import {
  type FieldNames,
  type Fields,
  fieldsOf,
  readBoolean,
  readColumn,
  readDigits,
  readFields,
  readNullable,
  readObject,
  readOneOf,
  readWhole,
  unreadable,
} from '../stored/fields.ts'
import { isShare } from './reaction.ts'
import { createFlags, FLAG_KINDS, type FlagKind, PRICE_KINDS, type ReactionFlags } from './reactionKinds.ts'
import type { Price, Reaction } from './types.ts'

/** Flags that every row has. A kind that is added later is absent from older rows, which do not give it. */
const FIRST_FLAGS: readonly FlagKind[] = ['exclusive', 'freeShipping']
/** The fields of a reaction, in its column and in the proofs of a settlement. */
export const REACTION_FIELDS: FieldNames = {
  needs: ['price', ...FIRST_FLAGS],
  mayHave: FLAG_KINDS.filter((kind) => !FIRST_FLAGS.includes(kind)),
}
const SHARE = fieldsOf<Extract<Price, { hundredths: number }>>({ kind: 'always', hundredths: 'always' })
const AMOUNT = fieldsOf<Extract<Price, { thousandths: bigint }>>({ kind: 'always', thousandths: 'always' })

/** Format a reaction for its column. Amounts of money are decimal strings. */
export function formatReactionJson({ price, ...flags }: Reaction) {
  return { v: 1, ...createFlags((kind) => flags[kind]), price: price && formatPrice(price) }
}

/** Parse the column `reaction`. @throws {SetupError} ERR_STORED_INVALID */
export function parseReactionJson(value: unknown): Reaction {
  const fields = readColumn(value, 'reaction', REACTION_FIELDS)
  return { ...readFlags(fields, 'reaction'), price: readNullable(fields.price, parsePrice) }
}

/** Read the flags of a reaction. @throws {SetupError} ERR_STORED_INVALID */
export function readFlags(fields: Fields, what: string): ReactionFlags {
  return createFlags((kind) => fields[kind] !== undefined && readBoolean(fields[kind], `${what}.${kind}`))
}

function formatPrice(price: Price) {
  return 'hundredths' in price
    ? { kind: price.kind, hundredths: price.hundredths }
    : { kind: price.kind, thousandths: String(price.thousandths) }
}

function parsePrice(value: unknown): Price {
  const kind = readOneOf(readObject(value, 'reaction.price').kind, 'reaction.price.kind', PRICE_KINDS)
  if (!isShare(kind)) {
    const { thousandths } = readFields(value, 'reaction.price', AMOUNT)
    return { kind, thousandths: readDigits(thousandths, 'reaction.price.thousandths') }
  }
  const hundredths = readWhole(
    readFields(value, 'reaction.price', SHARE).hundredths,
    'reaction.price.hundredths',
    1,
  )
  if (hundredths > 10_000) throw unreadable('reaction.price.hundredths', 'is more than 10000')
  return { kind, hundredths }
}
