import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation TagsAdd($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) {
      node { id }
      userErrors { field message }
    }
  }`

/**
 * Add tags and keep those that are there.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/tagsAdd
 */
export async function tagsAdd({
  graphql,
  gid,
  tags,
}: {
  graphql: AdminGraphql
  gid: string
  tags: readonly string[]
}): Promise<void> {
  if (tags.length === 0) return
  await runMutation({ graphql, root: 'tagsAdd', document: DOCUMENT, variables: { id: gid, tags } })
}
