import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation MetafieldsDelete($metafields: [MetafieldIdentifierInput!]!) {
    metafieldsDelete(metafields: $metafields) {
      deletedMetafields { ownerId key }
      userErrors { field message }
    }
  }`

const MAX_PER_CALL = 25

/**
 * Take metafields away; one that is not there is nothing to do.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/metafieldsDelete
 */
export async function metafieldsDelete({
  graphql,
  metafields,
}: {
  graphql: AdminGraphql
  metafields: readonly { ownerId: string; key: string; namespace?: string }[]
}): Promise<void> {
  for (let i = 0; i < metafields.length; i += MAX_PER_CALL) {
    const part = metafields.slice(i, i + MAX_PER_CALL)
    await runMutation({
      graphql,
      root: 'metafieldsDelete',
      document: DOCUMENT,
      variables: {
        metafields: part.map(({ ownerId, key, namespace = '$app' }) => ({ ownerId, key, namespace })),
      },
    })
  }
}
