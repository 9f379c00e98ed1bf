import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation CartMetafieldsSet($metafields: [CartMetafieldsSetInput!]!) {
    cartMetafieldsSet(metafields: $metafields) {
      metafields { id }
      userErrors { field message code }
    }
  }`

/**
 * Write a proof into a cart's own metafield, in this app's namespace, by the Storefront API. It makes no Function run:
 * a change of the cart has to follow.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/storefront/latest/mutations/cartMetafieldsSet
 */
export async function cartMetafieldsSet({
  storefront,
  cartToken,
  proof,
}: {
  storefront: AdminGraphql
  /** With its `?key=…`. */
  cartToken: string
  proof: string
}): Promise<void> {
  const ownerId = `gid://shopify/Cart/${cartToken}`
  await runMutation({
    graphql: storefront,
    root: 'cartMetafieldsSet',
    document: DOCUMENT,
    variables: { metafields: [{ ownerId, key: 'gate_pass', type: 'single_line_text_field', value: proof }] },
  })
}
