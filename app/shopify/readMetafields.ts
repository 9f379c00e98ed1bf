import { readNodes } from './readNodes.ts'
import type { AdminGraphql } from './runOperation.ts'

export type MetafieldOfOwner = { readonly ownerId: string; readonly key: string; readonly namespace?: string }
type Found = { readonly value: string; readonly compareDigest: string }
type Owner = { readonly id: string } & Readonly<Record<string, Found | null | string>>

/**
 * Read metafields of products, variants, discounts, validations, orders and the installation, in the order asked; null
 * where there is none, 'owner-gone' where the owner itself is not there any more.
 *
 * One request per 250 owners of one metafield, 166 of two.
 * @throws {UpstreamError} ERR_SHOPIFY_REQUEST
 * @see https://shopify.dev/docs/api/admin-graphql/latest/queries/nodes
 */
export async function readMetafields({
  graphql,
  names,
}: {
  graphql: AdminGraphql
  names: readonly MetafieldOfOwner[]
}): Promise<({ value: string; digest: string } | 'owner-gone' | null)[]> {
  if (names.length === 0) return []
  const ids = [...new Set(names.map((name) => name.ownerId))]
  const fields = [...new Map(names.map((name) => [fieldOf(name), name])).values()]
  const document = composeDocument(fields)
  const owners = new Map<string, Owner>()
  const variables = Object.fromEntries(
    fields.flatMap(({ namespace = '$app', key }, f) => [
      [`n${f}`, namespace],
      [`k${f}`, key],
    ]),
  )
  const nodes = await readNodes<Owner>({ graphql, document, ids, points: 1 + fields.length, variables })
  for (const node of nodes) if (node) owners.set(node.id, node)
  const aliases = new Map(fields.map((field, f) => [fieldOf(field), `m${f}`]))
  return names.map((name) => {
    const owner = owners.get(name.ownerId)
    if (!owner) return 'owner-gone'
    const found = owner[aliases.get(fieldOf(name)) ?? '']
    return found && typeof found === 'object' ? { value: found.value, digest: found.compareDigest } : null
  })
}

function fieldOf({ namespace = '$app', key }: MetafieldOfOwner): string {
  return `${namespace} ${key}`
}

function composeDocument(fields: readonly MetafieldOfOwner[]): string {
  const variables = fields.map((_, f) => `, $n${f}: String!, $k${f}: String!`).join('')
  const asked = fields.map(
    (_, f) => `m${f}: metafield(namespace: $n${f}, key: $k${f}) { value compareDigest }`,
  )
  return `#graphql
  query ReadMetafields($ids: [ID!]!${variables}) {
    nodes(ids: $ids) {
      id
      ... on HasMetafields { ${asked.join(' ')} }
    }
  }`
}
