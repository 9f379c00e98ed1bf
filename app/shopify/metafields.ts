import { ConflictError } from '../core/errors/base.ts'
import type { MetafieldName, MetafieldWrite } from '../core/publication/metafields.ts'
import type { ShopifyPort } from '../ports/shopify.ts'
import { readNodes } from './readNodes.ts'
import { type AdminGraphql, runMutation } from './runOperation.ts'

const SET = `#graphql
  mutation MetafieldsSet($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      metafields { id }
      userErrors { field message code }
    }
  }`
const DELETE = `#graphql
  mutation MetafieldsDelete($metafields: [MetafieldIdentifierInput!]!) {
    metafieldsDelete(metafields: $metafields) {
      deletedMetafields { ownerId key }
      userErrors { field message }
    }
  }`
const MAX_PER_CALL = 25

type Found = { readonly value: string; readonly compareDigest: string }
type Owner = { readonly id: string } & Readonly<Record<string, Found | null | string>>

/** Metafields of products, variants, discounts, validations, orders and the installation. */
export function createMetafields(graphql: AdminGraphql) {
  const readMetafields = readMetafieldsOf(graphql)
  /** Shopify compares no digest on deletion, so compare here. Throws ERR_SHOPIFY_STALE if a metafield has changed. */
  const checkDigests = async (writes: readonly MetafieldWrite[]): Promise<void> => {
    const found = await readMetafields(writes)
    const isChanged = writes.some(({ digest }, i) => {
      const standing = found[i]
      return standing && standing !== 'owner-gone' && standing.digest !== digest
    })
    if (!isChanged) return
    throw new ConflictError('ERR_SHOPIFY_STALE', 'A metafield changed before Palisade could delete it.', {
      hint: 'Try again in a moment.',
    })
  }
  return {
    readMetafields,
    writeMetafields: async (writes) => {
      const kept = writes.filter(({ value }) => value !== null)
      for (const part of splitList(kept)) {
        const metafields = part.map(({ digest, ...one }) => ({
          namespace: '$app',
          ...one,
          compareDigest: digest,
        }))
        await runMutation({ graphql, root: 'metafieldsSet', document: SET, variables: { metafields } })
      }
      const deleted = writes.filter(({ value }) => value === null)
      if (deleted.length === 0) return
      await checkDigests(deleted)
      for (const part of splitList(deleted)) {
        const metafields = part.map(({ ownerId, key, namespace = '$app' }) => ({ ownerId, key, namespace }))
        await runMutation({ graphql, root: 'metafieldsDelete', document: DELETE, variables: { metafields } })
      }
    },
  } satisfies Partial<ShopifyPort>
}

function splitList<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / MAX_PER_CALL) }, (_, i) =>
    all.slice(i * MAX_PER_CALL, (i + 1) * MAX_PER_CALL),
  )
}

/** One request per 250 owners for one metafield, or per 166 owners for two. */
function readMetafieldsOf(graphql: AdminGraphql): ShopifyPort['readMetafields'] {
  return async (names) => {
    if (names.length === 0) return []
    const ids = [...new Set(names.map((name) => name.ownerId))]
    const fields = [...new Map(names.map((name) => [fieldOf(name), name])).values()]
    const variables = Object.fromEntries(
      fields.flatMap(({ namespace = '$app', key }, f) => [
        [`n${f}`, namespace],
        [`k${f}`, key],
      ]),
    )
    const document = composeDocument(fields)
    const nodes = await readNodes<Owner>({ graphql, document, ids, points: 1 + fields.length, variables })
    const owners = new Map(nodes.flatMap((node) => (node ? [[node.id, node]] : [])))
    const aliases = new Map(fields.map((field, f) => [fieldOf(field), `m${f}`]))
    return names.map((name) => {
      const owner = owners.get(name.ownerId)
      if (!owner) return 'owner-gone'
      const found = owner[aliases.get(fieldOf(name)) ?? '']
      return found && typeof found === 'object' ? { value: found.value, digest: found.compareDigest } : null
    })
  }
}

function fieldOf({ namespace = '$app', key }: MetafieldName): string {
  return `${namespace} ${key}`
}

function composeDocument(fields: readonly MetafieldName[]): string {
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
