import type { ShopifyPort } from '../ports/shopify.ts'
import { composeDiscountInput } from './composeDiscountInput.ts'
import { formatGid, numberOf } from './gid.ts'
import { profileOf } from './profileOf.ts'
import { listOtherTitles, readDiscounts } from './readDiscounts.ts'
import { type AdminGraphql, runMutation, runQuery } from './runOperation.ts'

const FIND = `#graphql
  query FindDiscount($id: ID!) {
    discountNode(id: $id) { discount { ... on DiscountAutomaticApp { status } } }
  }`
const FIND_OF_PROFILE = `#graphql
  query FindProfileDiscounts {
    discountNodes(first: 100, sortKey: CREATED_AT, reverse: true, query: "method:automatic AND type:app") {
      nodes {
        metafield(namespace: "$app", key: "proof_config") { value }
        discount { __typename ... on DiscountAutomaticApp { discountId } }
      }
    }
  }`
const CREATE = `#graphql
  mutation DiscountAutomaticAppCreate($discount: DiscountAutomaticAppInput!) {
    discountAutomaticAppCreate(automaticAppDiscount: $discount) {
      automaticAppDiscount { discountId }
      userErrors { field message code }
    }
  }`
const UPDATE = `#graphql
  mutation DiscountAutomaticAppUpdate($id: ID!, $discount: DiscountAutomaticAppInput!) {
    discountAutomaticAppUpdate(id: $id, automaticAppDiscount: $discount) {
      automaticAppDiscount { discountId }
      userErrors { field message code }
    }
  }`
const ACTIVATE = `#graphql
  mutation DiscountAutomaticActivate($id: ID!) {
    discountAutomaticActivate(id: $id) {
      automaticDiscountNode { id }
      userErrors { field message code }
    }
  }`
const DELETE = `#graphql
  mutation DiscountAutomaticDelete($id: ID!) {
    discountAutomaticDelete(id: $id) {
      deletedAutomaticDiscountId
      userErrors { field message code }
    }
  }`

type FoundNode = { discountNode: { discount: { status?: string } } | null }
type FoundNodes = {
  discountNodes: { nodes: { metafield: { value: string } | null; discount: { discountId?: string } }[] }
}
type Created = { automaticAppDiscount: { discountId: string } }

/** Automatic app discounts: one for each combination profile. */
export function createDiscounts(graphql: AdminGraphql) {
  return {
    findDiscount: async ({ discountId }) => {
      const variables = { id: formatGid('DiscountNode', numberOf(discountId)) }
      const { discountNode } = await runQuery<FoundNode>({ graphql, document: FIND, variables })
      return discountNode && { discountId, hasEnded: discountNode.discount.status === 'EXPIRED' }
    },
    // Create the config with the discount: a discount without a config would give nothing until the next write.
    createDiscount: async ({ combination, proofConfig, startsAt }) => {
      const metafields = [{ namespace: '$app', key: 'proof_config', type: 'json', value: proofConfig }]
      const { automaticAppDiscount } = await runMutation<Created>({
        graphql,
        root: 'discountAutomaticAppCreate',
        document: CREATE,
        variables: { discount: { ...composeDiscountInput({ combination, startsAt }), metafields } },
      })
      return { discountId: automaticAppDiscount.discountId }
    },
    updateDiscount: async ({ discountId, combination, startsAt }) => {
      await runMutation({
        graphql,
        root: 'discountAutomaticAppUpdate',
        document: UPDATE,
        variables: { id: discountId, discount: composeDiscountInput({ combination, startsAt }) },
      })
    },
    startDiscount: async ({ discountId }) => {
      const variables = { id: discountId }
      await runMutation({ graphql, root: 'discountAutomaticActivate', document: ACTIVATE, variables })
    },
    readDiscounts: readDiscounts(graphql),
    listOtherTitles: listOtherTitles(graphql),
    // There is one or none. After a lost answer, Shopify may have a discount that the database does not know.
    findProfileDiscounts: async ({ profile }) => {
      const { discountNodes } = await runQuery<FoundNodes>({ graphql, document: FIND_OF_PROFILE })
      return discountNodes.nodes
        .filter(({ metafield }) => profileOf(metafield?.value) === profile)
        .flatMap(({ discount }) => discount.discountId ?? [])
        .reverse()
    },
    deleteDiscount: async ({ discountId }) => {
      const variables = { id: discountId }
      await runMutation({ graphql, root: 'discountAutomaticDelete', document: DELETE, variables })
    },
  } satisfies Partial<ShopifyPort>
}
