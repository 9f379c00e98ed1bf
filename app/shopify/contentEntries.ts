import { parseGateCardHandle } from '../core/gate/formatGateCard.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { CONTENT_TYPE } from './ensureDefinitions.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const READ = `#graphql
  query ReadContentEntry($handle: MetaobjectHandleInput!) {
    metaobjectByHandle(handle: $handle) {
      gate: field(key: "gate") { reference { ... on Metaobject { handle } } }
      body: field(key: "body") { value }
    }
  }`
type Found = {
  metaobjectByHandle: {
    gate: { reference: { handle?: string } | null } | null
    body: { value: string | null } | null
  } | null
}

/** Entries of gated content, which merchants write in Shopify's admin and no storefront can read. */
export function createContentEntries(graphql: AdminGraphql) {
  return {
    readContentEntry: async ({ handle }) => {
      const variables = { handle: { type: CONTENT_TYPE, handle } }
      const { metaobjectByHandle: entry } = await runQuery<Found>({ graphql, document: READ, variables })
      const body = entry?.body?.value
      if (!entry || !body) return null
      return { gate: parseGateCardHandle(entry.gate?.reference?.handle ?? ''), body }
    },
  } satisfies Partial<ShopifyPort>
}
