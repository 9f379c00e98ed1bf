import { type AdminGraphql, runQuery } from './runOperation.ts'

/**
 * The gids of metaobjects by handle, in the order asked; null where there is none. One request for all.
 *
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/metaobjectByHandle
 */
export async function findMetaobjects({
  graphql,
  type,
  handles,
}: {
  graphql: AdminGraphql
  type: string
  handles: readonly string[]
}): Promise<(string | null)[]> {
  const names = handles.map((_, i) => `$h${i}: MetaobjectHandleInput!`).join(', ')
  const fields = handles.map((_, i) => `m${i}: metaobjectByHandle(handle: $h${i}) { id }`).join('\n')
  const found = await runQuery<Record<string, { id: string } | null>>({
    graphql,
    document: `query FindMetaobjects(${names}) { ${fields} }`,
    variables: Object.fromEntries(handles.map((handle, i) => [`h${i}`, { type, handle }])),
  })
  return handles.map((_, i) => found[`m${i}`]?.id ?? null)
}
