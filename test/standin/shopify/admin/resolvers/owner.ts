import { type AdminContext, type ApiObject, formatGid, parseGid } from '../context.ts'
import { toAppInstallation } from './app.ts'
import { findCodeDiscount, toCodeDiscountNode } from './codeDiscounts.ts'
import { toCollection } from './collections.ts'
import { findCustomer, toCustomer } from './customers.ts'
import { toDiscountNode } from './discounts.ts'
import { findFulfillmentOrder, toFulfillmentOrder } from './fulfillmentOrders.ts'
import { toMetafieldDefinition } from './metafieldDefinitions.ts'
import { toMetaobject, toMetaobjectDefinition } from './metaobjects.ts'
import { findOrder, toOrder } from './orders.ts'
import { toProduct, toVariant } from './products.ts'
import { toShop } from './shop.ts'
import { findValidation, toValidation } from './validations.ts'

/** Finds any object by its global id; null when there is none. */
export function findNode(ctx: AdminContext, id: string): ApiObject | null {
  const gid = parseGid(id)
  if (!gid) return null
  const number = Number(gid.id)
  if (gid.type === 'Shop') return number === ctx.shop.id ? toShop(ctx) : null
  if (gid.type === 'AppInstallation') return number === ctx.shop.id ? toAppInstallation(ctx) : null
  if (gid.type === 'Product') {
    const product = ctx.shop.products.get(number)
    return product ? toProduct(ctx, product) : null
  }
  if (gid.type === 'ProductVariant') {
    for (const product of ctx.shop.products.values()) {
      const variant = product.variants.find((each) => each.id === number)
      if (variant) return toVariant(ctx, product, variant)
    }
    return null
  }
  if (gid.type === 'Metaobject') {
    const metaobject = ctx.shop.metaobjects.get(id)
    return metaobject ? toMetaobject(ctx, metaobject) : null
  }
  if (gid.type === 'MetaobjectDefinition') {
    const definition = [...ctx.shop.metaobjectDefinitions.values()].find((each) => each.id === id)
    return definition ? toMetaobjectDefinition(ctx, definition) : null
  }
  if (gid.type === 'MetafieldDefinition') {
    const definition = [...ctx.shop.metafieldDefinitions.values()].find((each) => each.id === id)
    return definition ? toMetafieldDefinition(ctx, definition) : null
  }
  if (gid.type === 'Collection') {
    const collection = ctx.shop.collections.get(number)
    return collection ? toCollection(ctx, collection) : null
  }
  if (gid.type === 'Order') {
    const order = findOrder(ctx, id)
    return order ? toOrder(ctx, order) : null
  }
  if (gid.type === 'Customer') {
    const customer = findCustomer(ctx, id)
    return customer ? toCustomer(ctx, customer) : null
  }
  if (gid.type === 'FulfillmentOrder') {
    const found = findFulfillmentOrder(ctx, id)
    return found ? toFulfillmentOrder(ctx, found) : null
  }
  if (gid.type === 'Validation') {
    const validation = findValidation(ctx, id)
    return validation ? toValidation(ctx, validation) : null
  }
  if (gid.type === 'DiscountCodeNode') {
    const discount = findCodeDiscount(ctx, id)
    return discount ? toCodeDiscountNode(ctx, discount) : null
  }
  if (gid.type === 'DiscountNode' || gid.type === 'DiscountAutomaticNode') {
    const discount = ctx.shop.discounts.get(formatGid('DiscountAutomaticNode', gid.id))
    return discount ? toDiscountNode(ctx, discount, gid.type) : null
  }
  return null
}
