import {
  fieldsOf,
  readBoolean,
  readColumn,
  readDigits,
  readFields,
  readObject,
  readWhole,
  readWord,
  unreadable,
} from '../stored/fields.ts'
import { isShare } from './reaction.ts'
import type { Price, Reaction } from './types.ts'

const PRICES = {
  percentage: true,
  fixedAmount: true,
  orderPercentage: true,
  orderAmount: true,
} as const satisfies Record<Price['kind'], true>

const REACTION = fieldsOf<Reaction>({ exclusive: 'always', price: 'always', freeShipping: 'always' })
const SHARE = fieldsOf<Extract<Price, { hundredths: number }>>({ kind: 'always', hundredths: 'always' })
const AMOUNT = fieldsOf<Extract<Price, { thousandths: bigint }>>({ kind: 'always', thousandths: 'always' })

/** Format a reaction for its column. Amounts of money are decimal strings. */
export function formatReactionJson({ exclusive, price, freeShipping }: Reaction) {
  return { v: 1, exclusive, price: price && formatPrice(price), freeShipping }
}

/** Parse the column `reaction`. @throws {SetupError} ERR_STORED_INVALID */
export function parseReactionJson(value: unknown): Reaction {
  const { exclusive, price, freeShipping } = readColumn(value, 'reaction', REACTION)
  return {
    exclusive: readBoolean(exclusive, 'reaction.exclusive'),
    price: price === null ? null : parsePrice(price),
    freeShipping: readBoolean(freeShipping, 'reaction.freeShipping'),
  }
}

function formatPrice(price: Price) {
  return 'hundredths' in price
    ? { kind: price.kind, hundredths: price.hundredths }
    : { kind: price.kind, thousandths: String(price.thousandths) }
}

function parsePrice(value: unknown): Price {
  const kind = readWord(readObject(value, 'reaction.price').kind, 'reaction.price.kind', PRICES)
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
