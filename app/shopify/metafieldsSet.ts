import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation MetafieldsSet($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      metafields { id }
      userErrors { field message code }
    }
  }`

const MAX_PER_CALL = 25

export type MetafieldSet = {
  readonly ownerId: string
  readonly key: string
  /** `$app` unless said. */
  readonly namespace?: string
  readonly type: string
  readonly value: string
  /** What it was when read; null: it was not there. */
  readonly digest: string | null
}

/**
 * Write metafields, each only if it still is what was read; 25 a request, each request whole or not at all.
 *
 * @throws {ConflictError} ERR_SHOPIFY_STALE. @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/metafieldsSet
 */
export async function metafieldsSet({
  graphql,
  metafields,
}: {
  graphql: AdminGraphql
  metafields: readonly MetafieldSet[]
}): Promise<void> {
  for (let i = 0; i < metafields.length; i += MAX_PER_CALL) {
    await runMutation({
      graphql,
      root: 'metafieldsSet',
      document: DOCUMENT,
      variables: {
        metafields: metafields
          .slice(i, i + MAX_PER_CALL)
          .map(({ digest, ...metafield }) => ({ namespace: '$app', ...metafield, compareDigest: digest })),
      },
    })
  }
}
