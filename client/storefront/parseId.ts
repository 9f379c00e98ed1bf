import { PalisadeError } from '../server/PalisadeError.ts'
import type { ShopifyId } from './types.ts'

/** Parse an id of Shopify, as a number. @throws {PalisadeError} `ERR_CLIENT_INPUT` */
export function parseId(id: ShopifyId): number {
  const digits = /^(?:gid:\/\/shopify\/\w+\/)?(\d{1,16})(?:\?.*)?$/.exec(`${id}`)?.[1]
  const number = Number(digits)
  if (digits && number > 0 && Number.isSafeInteger(number)) return number
  throw new PalisadeError({
    code: 'ERR_CLIENT_INPUT',
    message: `"${id}" is no id of Shopify. Pass a number, or a text such as "gid://shopify/Product/8101".`,
  })
}
