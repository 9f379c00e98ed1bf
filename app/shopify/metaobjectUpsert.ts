import { type AdminGraphql, runMutation } from './runOperation.ts'

const DOCUMENT = `#graphql
  mutation MetaobjectUpsert($handle: MetaobjectHandleInput!, $metaobject: MetaobjectUpsertInput!) {
    metaobjectUpsert(handle: $handle, metaobject: $metaobject) {
      metaobject { id }
      userErrors { field message code }
    }
  }`

/**
 * Create or replace a gate's card.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_USER, ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/mutations/metaobjectUpsert
 */
export async function metaobjectUpsert({
  graphql,
  type,
  handle,
  fields,
}: {
  graphql: AdminGraphql
  type: string
  handle: string
  fields: Readonly<Record<string, string>>
}): Promise<{ id: string }> {
  const { metaobject } = await runMutation<{ metaobject: { id: string } }>({
    graphql,
    root: 'metaobjectUpsert',
    document: DOCUMENT,
    variables: {
      handle: { type, handle },
      metaobject: { fields: Object.entries(fields).map(([key, value]) => ({ key, value })) },
    },
  })
  return { id: metaobject.id }
}
