import type { CodeDiscount, ShopifyPort } from '../ports/shopify.ts'
import { composeCodeDiscountInput } from './composeCodeDiscountInput.ts'
import { formatGid, numberOf } from './gid.ts'
import { type AdminGraphql, runMutation, runQuery } from './runOperation.ts'

const FIND = `#graphql
  query FindCodeDiscount($code: String!) {
    codeDiscountNodeByCode(code: $code) {
      id
      codeDiscount {
        __typename
        ... on DiscountCodeBasic { asyncUsageCount }
        ... on DiscountCodeFreeShipping { asyncUsageCount }
      }
    }
  }`
const FIND_NODE = `#graphql
  query FindCodeDiscountNode($id: ID!) { discountNode(id: $id) { id } }`
const DELETE = `#graphql
  mutation DiscountCodeDelete($id: ID!) {
    discountCodeDelete(id: $id) {
      deletedCodeDiscountId
      userErrors { field message code }
    }
  }`
const CREATE_BASIC = `#graphql
  mutation DiscountCodeBasicCreate($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { field message code }
    }
  }`
const CREATE_FREE_SHIPPING = `#graphql
  mutation DiscountCodeFreeShippingCreate($discount: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingCreate(freeShippingCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { field message code }
    }
  }`
const UPDATE_BASIC = `#graphql
  mutation DiscountCodeBasicUpdate($id: ID!, $discount: DiscountCodeBasicInput!) {
    discountCodeBasicUpdate(id: $id, basicCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { field message code }
    }
  }`
const UPDATE_FREE_SHIPPING = `#graphql
  mutation DiscountCodeFreeShippingUpdate($id: ID!, $discount: DiscountCodeFreeShippingInput!) {
    discountCodeFreeShippingUpdate(id: $id, freeShippingCodeDiscount: $discount) {
      codeDiscountNode { id }
      userErrors { field message code }
    }
  }`

type Created = { codeDiscountNode: { id: string } }
type Found = {
  codeDiscountNodeByCode: { id: string; codeDiscount: { asyncUsageCount?: number } } | null
}

/** Discount codes for one use, for shops that cannot run Functions. */
export function createCodeDiscounts(graphql: AdminGraphql) {
  return {
    createCodeDiscount: async (discount) => {
      const { codeDiscountNode } = await runMutation<Created>({
        graphql,
        ...(isFreeShipping(discount)
          ? { root: 'discountCodeFreeShippingCreate', document: CREATE_FREE_SHIPPING }
          : { root: 'discountCodeBasicCreate', document: CREATE_BASIC }),
        variables: { discount: composeCodeDiscountInput(discount) },
      })
      return { discountId: codeDiscountNode.id }
    },
    // An update only adds products: Shopify keeps the existing ones.
    updateCodeDiscount: async ({ discountId, ...discount }) => {
      await runMutation({
        graphql,
        ...(isFreeShipping(discount)
          ? { root: 'discountCodeFreeShippingUpdate', document: UPDATE_FREE_SHIPPING }
          : { root: 'discountCodeBasicUpdate', document: UPDATE_BASIC }),
        variables: { id: discountId, discount: composeCodeDiscountInput(discount) },
      })
    },
    // Shopify updates the usage count with a delay.
    findCodeDiscount: async ({ code }) => {
      const found = await runQuery<Found>({ graphql, document: FIND, variables: { code } })
      const { id, codeDiscount } = found.codeDiscountNodeByCode ?? {}
      return id === undefined ? null : { discountId: id, usedCount: codeDiscount?.asyncUsageCount ?? 0 }
    },
    deleteCodeDiscount: async ({ discountId }) => {
      // If the discount is missing, Shopify refuses the deletion without a specific error code. So look it up first.
      const { discountNode } = await runQuery<{ discountNode: { id: string } | null }>({
        graphql,
        document: FIND_NODE,
        variables: { id: formatGid('DiscountNode', numberOf(discountId)) },
      })
      if (!discountNode) return
      const variables = { id: discountId }
      await runMutation({ graphql, root: 'discountCodeDelete', document: DELETE, variables })
    },
  } satisfies Partial<ShopifyPort>
}

function isFreeShipping({ gives }: CodeDiscount): boolean {
  return gives.kind === 'freeShipping'
}
