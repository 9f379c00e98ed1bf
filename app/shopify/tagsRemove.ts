import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation TagsRemove($id: ID!, $tags: [String!]!) {
    tagsRemove(id: $id, tags: $tags) {
      node { id }
      userErrors { field message }
    }
  }`

/**
 * Take tags away; one that is not there is nothing to do.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/tagsRemove
 */
export async function tagsRemove({
  graphql,
  gid,
  tags,
}: {
  graphql: AdminGraphql
  gid: string
  tags: readonly string[]
}): Promise<void> {
  if (tags.length === 0) return
  await runMutation({ graphql, root: 'tagsRemove', document: DOCUMENT, variables: { id: gid, tags } })
}
