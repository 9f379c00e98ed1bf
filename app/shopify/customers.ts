import { CUSTOMER_METAFIELD } from '../core/customer/tagging.ts'
import type { FoundCustomer } from '../core/customer/types.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { createDefinition } from './ensureDefinitions.ts'
import { formatGid } from './gid.ts'
import { readNodes } from './readNodes.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const READ = `#graphql
  query ReadCustomers($ids: [ID!]!, $key: String!) {
    nodes(ids: $ids) {
      id
      ... on Customer { tags metafield(namespace: "$app", key: $key) { value compareDigest } }
    }
  }`
const POINTS = 2
const FIND = `#graphql
  query FindCustomerDefinition($key: String!) {
    metafieldDefinitions(first: 1, ownerType: CUSTOMER, namespace: "$app", key: $key) { nodes { id } }
  }`

type Node = {
  readonly tags?: readonly string[]
  readonly metafield?: { readonly value: string; readonly compareDigest: string } | null
}
type Found = { readonly metafieldDefinitions: { readonly nodes: readonly unknown[] } }

/** Read customers' tags, and define their metafield. Both need the scope `write_customers`. */
export function createCustomers(graphql: AdminGraphql) {
  const { key, type } = CUSTOMER_METAFIELD
  return {
    readCustomers: async (customerIds) => {
      const ids = customerIds.map((id) => formatGid('Customer', BigInt(id)))
      const variables = { key }
      const nodes = await readNodes<Node>({ graphql, document: READ, ids, points: POINTS, variables })
      return nodes.map((node): FoundCustomer | null => {
        if (!node?.tags) return null
        const { metafield } = node
        return {
          tags: node.tags,
          metafield: metafield ? { value: metafield.value, digest: metafield.compareDigest } : null,
        }
      })
    },
    ensureCustomerDefinition: async () => {
      const found = await runQuery<Found>({ graphql, document: FIND, variables: { key } })
      if (found.metafieldDefinitions.nodes.length > 0) return
      // Without this access neither the merchant nor segments see it.
      const access = { admin: 'MERCHANT_READ' } as const
      const definition = { ownerType: 'CUSTOMER', key, type, name: 'Token gates', access } as const
      await createDefinition({ graphql, definition, cardId: '' })
    },
  } satisfies Partial<ShopifyPort>
}
