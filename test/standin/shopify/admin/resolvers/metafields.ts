import { createHash } from 'node:crypto'
import { metafieldKey, resolveNamespace, type StandinMetafield } from '../../state.ts'
import { type AdminContext, type ApiObject, formatGid, parseGid } from '../context.ts'
import { type PageArguments, paginate } from '../paginate.ts'

type OwnerKind = { ownerType: string; writeScope: string | null }

const OWNERS: Record<string, OwnerKind> = {
  Product: { ownerType: 'PRODUCT', writeScope: 'write_products' },
  ProductVariant: { ownerType: 'PRODUCTVARIANT', writeScope: 'write_products' },
  DiscountAutomaticNode: { ownerType: 'DISCOUNT', writeScope: 'write_discounts' },
  DiscountCodeNode: { ownerType: 'DISCOUNT', writeScope: 'write_discounts' },
  Validation: { ownerType: 'VALIDATION', writeScope: 'write_validations' },
  Collection: { ownerType: 'COLLECTION', writeScope: 'write_products' },
  Order: { ownerType: 'ORDER', writeScope: 'write_orders' },
  Customer: { ownerType: 'CUSTOMER', writeScope: 'write_customers' },
  Shop: { ownerType: 'SHOP', writeScope: null },
  AppInstallation: { ownerType: 'API_PERMISSION', writeScope: null },
}

export type MetafieldOwner = OwnerKind & { gid: string }

/** Finds the owner of a metafield, with the one id under which it is stored. */
export function findOwner(ctx: AdminContext, ownerId: string): MetafieldOwner | null {
  const gid = parseGid(ownerId)
  if (!gid) return null
  const type = gid.type === 'DiscountNode' ? 'DiscountAutomaticNode' : gid.type
  const kind = OWNERS[type]
  if (!kind) return null
  const id = formatGid(type, gid.id)
  const number = Number(gid.id)
  const exists =
    type === 'Order'
      ? ctx.shop.orders.some((order) => order.id === number)
      : type === 'Customer'
        ? ctx.shop.customers.has(number)
        : ctx.findNode(id) !== null
  return exists ? { ...kind, gid: id } : null
}

/** The scope for writing metafields of an owner type; null if none. */
export function writeScopeOf(ownerType: string): string | null {
  return Object.values(OWNERS).find((kind) => kind.ownerType === ownerType)?.writeScope ?? null
}

/** The two fields of every metafield owner. */
export function metafieldFields(ctx: AdminContext, ownerGid: string): Record<string, unknown> {
  return {
    metafield: (args: { namespace?: string | null; key: string }) => {
      const namespace = resolveNamespace(ctx.state.appId, args.namespace)
      const found = ctx.shop.metafields.get(metafieldKey(ownerGid, namespace, args.key))
      return found ? toMetafield(ctx, found) : null
    },
    metafields: (args: PageArguments & { namespace?: string | null; keys?: string[] | null }) => {
      const wanted = args.keys?.map((name) => {
        const dot = name.lastIndexOf('.')
        const namespace = dot < 0 ? args.namespace : name.slice(0, dot)
        return `${resolveNamespace(ctx.state.appId, namespace)}.${name.slice(dot + 1)}`
      })
      const namespace = args.namespace ? resolveNamespace(ctx.state.appId, args.namespace) : null
      const items = [...ctx.shop.metafields.values()].filter(
        (each) =>
          each.ownerGid === ownerGid &&
          (namespace === null || each.namespace === namespace) &&
          (!wanted || wanted.includes(`${each.namespace}.${each.key}`)),
      )
      return paginate({ items, args, idOf: (each) => each.id, toNode: (each) => toMetafield(ctx, each) })
    },
  }
}

/** The compare digest of a metafield's value for `metafieldsSet`. */
export function digestOf(value: string): string {
  return createHash('sha256').update(value).digest('hex')
}

/** The owner type of a metafield, as its definition has it. */
export function ownerTypeOf({ ownerGid }: StandinMetafield): string {
  return OWNERS[parseGid(ownerGid)?.type ?? '']?.ownerType ?? 'SHOP'
}

export function toMetafield(ctx: AdminContext, metafield: StandinMetafield): ApiObject {
  const ownerType = ownerTypeOf(metafield)
  const definition = ctx.shop.metafieldDefinitions.get(`${ownerType}|${metafield.namespace}|${metafield.key}`)
  const isReference = /_reference$/.test(metafield.type)
  return {
    __typename: 'Metafield',
    id: metafield.id,
    legacyResourceId: parseGid(metafield.id)?.id,
    namespace: metafield.namespace,
    key: metafield.key,
    type: metafield.type,
    value: metafield.value,
    jsonValue: jsonValueOf(metafield.type, metafield.value),
    compareDigest: digestOf(metafield.value),
    sizeInBytes: Buffer.byteLength(metafield.value),
    description: null,
    createdAt: metafield.createdAt,
    updatedAt: metafield.updatedAt,
    ownerType,
    owner: () => ctx.findNode(metafield.ownerGid),
    definition: () => (definition ? ctx.findNode(definition.id) : null),
    reference: () =>
      isReference && !metafield.type.startsWith('list.') ? ctx.findNode(metafield.value) : null,
    references: (args: PageArguments) => {
      if (!isReference || !metafield.type.startsWith('list.')) return null
      const items = (JSON.parse(metafield.value) as string[]).filter((id) => ctx.findNode(id) !== null)
      return paginate({ items, args, idOf: (id) => id, toNode: (id) => ctx.findNode(id) as ApiObject })
    },
  }
}

/** Parses a stored text as the API's `jsonValue`. */
export function jsonValueOf(type: string, value: string): unknown {
  if (type === 'json' || type.startsWith('list.') || type === 'boolean') return JSON.parse(value) as unknown
  if (type === 'number_integer') return Number(value)
  return value
}
