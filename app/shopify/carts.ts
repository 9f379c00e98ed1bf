import { UpstreamError } from '../core/errors/base.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'

const SET = `#graphql
  mutation CartMetafieldsSet($metafields: [CartMetafieldsSetInput!]!) {
    cartMetafieldsSet(metafields: $metafields) {
      metafields { id }
      userErrors { field message code }
    }
  }`

/**
 * Write to carts through the Storefront API. No Function runs on a metafield write: the cart must change afterwards.
 * @see https://shopify.dev/docs/api/storefront/latest/mutations/cartMetafieldsSet
 */
export function createCarts(storefront: AdminGraphql | undefined) {
  return {
    writeCartPass: async ({ cartToken, proof }) => {
      if (!storefront) {
        throw new UpstreamError('ERR_SHOPIFY_REQUEST', 'This server cannot write to the shop’s carts.', {
          hint: 'Turn the cart metafield off in the settings, or grant the permissions that Palisade asks for.',
        })
      }
      const ownerId = `gid://shopify/Cart/${cartToken}`
      await runMutation({
        graphql: storefront,
        root: 'cartMetafieldsSet',
        document: SET,
        variables: {
          metafields: [{ ownerId, key: 'gate_pass', type: 'single_line_text_field', value: proof }],
        },
      })
    },
  } satisfies Partial<ShopifyPort>
}
