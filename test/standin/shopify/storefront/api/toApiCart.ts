import {
  findMetafield,
  type StandinCart,
  type StandinMetafield,
  type StandinShop,
  type StandinState,
} from '../../state.ts'

export type FindApiCartParameters = { shop: StandinShop; id: string }

/** Finds a cart by its Storefront id. Without the `?key=` of its token it finds none. */
export function findApiCart({ shop, id }: FindApiCartParameters): StandinCart | null {
  const token = /^gid:\/\/shopify\/Cart\/(.+)$/.exec(id)?.[1] ?? ''
  return shop.carts.get(token) ?? null
}

export type ToApiCartParameters = { state: StandinState; shop: StandinShop; cart: StandinCart }

/** A cart as the Storefront API shows it. */
export function toApiCart({ state, shop, cart }: ToApiCartParameters): Record<string, unknown> {
  const id = `gid://shopify/Cart/${cart.token}`
  const attributes = listAttributes(cart.attributes)
  const read = ({ namespace, key }: { namespace?: string | null; key: string }) => {
    const found = findMetafield({ state, shop, ownerGid: id, namespace, key })
    return found && toApiMetafield(found)
  }
  return {
    __typename: 'Cart',
    id,
    note: cart.note === '' ? null : cart.note,
    attributes,
    attribute: ({ key }: { key: string }) => attributes.find((one) => one.key === key) ?? null,
    checkoutUrl: `${shop.storefrontOrigin}/checkout?cart=${encodeURIComponent(cart.token)}`,
    totalQuantity: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    metafield: read,
    metafields: ({ identifiers }: { identifiers: { namespace?: string | null; key: string }[] }) =>
      identifiers.map(read),
  }
}

/** A metafield as the Storefront API shows it. */
export function toApiMetafield(metafield: StandinMetafield): Record<string, unknown> {
  const { id, namespace, key, type, value, createdAt, updatedAt } = metafield
  return { __typename: 'Metafield', id, namespace, key, type, value, createdAt, updatedAt }
}

function listAttributes(attributes: Record<string, string>) {
  return Object.entries(attributes).map(([key, value]) => ({ __typename: 'Attribute', key, value }))
}
