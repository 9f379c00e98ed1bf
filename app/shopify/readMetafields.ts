import { type AdminGraphql, runQuery } from './runOperation.ts'

const DOCUMENT = `#graphql
  query ReadMetafields($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ... on HasMetafields {
        proof_config: metafield(namespace: "$app", key: "proof_config") { value compareDigest }
        gates: metafield(namespace: "$app", key: "gates") { value compareDigest }
        gate_cards: metafield(namespace: "$app", key: "gate_cards") { value compareDigest }
      }
    }
  }`

type Key = 'proof_config' | 'gates' | 'gate_cards'
type Found = { readonly value: string; readonly compareDigest: string }
const MAX_IDS = 50

/**
 * Read this app's own metafields of products and discounts, in the order asked; null where there is none, 'owner-gone' where
 * the product or discount itself is not there any more.
 *
 * One request per 50 owners.
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/nodes
 */
export async function readMetafields({
  graphql,
  names,
}: {
  graphql: AdminGraphql
  names: readonly { ownerId: string; key: string }[]
}): Promise<({ value: string; digest: string } | 'owner-gone' | null)[]> {
  const ids = [...new Set(names.map((name) => name.ownerId))]
  const owners = new Map<string, Partial<Record<string, Found | null>>>()
  for (let i = 0; i < ids.length; i += MAX_IDS) {
    const { nodes } = await runQuery<{
      nodes: (({ id: string } & Partial<Record<Key, Found | null>>) | null)[]
    }>({
      graphql,
      document: DOCUMENT,
      variables: { ids: ids.slice(i, i + MAX_IDS) },
    })
    for (const node of nodes) if (node) owners.set(node.id, node as Partial<Record<string, Found | null>>)
  }
  return names.map(({ ownerId, key }) => {
    const owner = owners.get(ownerId)
    if (!owner) return 'owner-gone'
    const found = owner[key]
    return found ? { value: found.value, digest: found.compareDigest } : null
  })
}
