import { PalisadeError } from '../server/PalisadeError.ts'
import type { PageLine, ShopifyId } from './types.ts'

/** Parse an id of Shopify, as a number. A global id must be of this type. @throws {PalisadeError} `ERR_CLIENT_INPUT` */
export function parseId(id: ShopifyId, type: 'Product' | 'ProductVariant'): number {
  const [, of = type, digits] = /^(?:gid:\/\/shopify\/(\w+)\/)?(\d{1,16})(?:\?.*)?$/.exec(`${id}`) ?? []
  const number = Number(digits)
  if (of === type && number > 0 && Number.isSafeInteger(number)) return number
  throw wrongInput(
    `"${id}" is no id of a ${type}. Pass a number, or a text such as "gid://shopify/${type}/8101".`,
  )
}

/** Parse what a page passes to `load`, ids as numbers. @throws {PalisadeError} `ERR_CLIENT_INPUT` */
export function parsePageLines(
  lines: readonly PageLine[],
): { readonly productId: number; readonly variantId: number }[] {
  if (!Array.isArray(lines))
    throw wrongInput('Pass "load" a list, such as [{ productId: 8101, variantId: 91011 }].')
  return (lines as readonly PageLine[]).map((line) => ({
    productId: parseId(line?.productId, 'Product'),
    variantId: parseId(line?.variantId, 'ProductVariant'),
  }))
}

/** A parameter that a program without types has passed. */
export function wrongInput(message: string): PalisadeError {
  return new PalisadeError({ code: 'ERR_CLIENT_INPUT', message })
}
