import { formatShopifyDecimal, parseDecimal, toMinor } from '../../checkout/decimal.ts'
import { moneyDecimalsOf } from '../../state.ts'

type Money = { __typename: 'MoneyV2'; amount: string; currencyCode: string }

/** An amount in minor units as the Storefront API's `MoneyV2`. */
export function toMoney(minor: bigint, currencyCode: string): Money {
  const amount = formatShopifyDecimal(minor, moneyDecimalsOf(currencyCode))
  return { __typename: 'MoneyV2', amount, currencyCode }
}

/** A price as decimal text as the Storefront API's `MoneyV2`. */
export function toPrice(text: string, currencyCode: string): Money {
  return toMoney(toMinor(parseDecimal(text), moneyDecimalsOf(currencyCode)), currencyCode)
}
