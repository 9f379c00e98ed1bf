import { multiplyDecimals, parseDecimal, toMinor } from './decimal.ts'

export type PresentPriceParameters = {
  /** Decimal text in the shop's currency. */
  price: string
  /** Presentment currency per unit of the shop's currency, decimal text. */
  rate: string
  /** Decimals of the presentment currency. */
  decimals: number
}

/** Converts a price to the shopper's currency, in minor units of that currency. */
export function presentPrice(parameters: PresentPriceParameters): bigint {
  const price = multiplyDecimals(parseDecimal(parameters.price), parseDecimal(parameters.rate))
  return toMinor(price, parameters.decimals)
}
