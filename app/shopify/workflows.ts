import type { ShopifyPort } from '../ports/shopify.ts'
import { type AdminGraphql, runQuery } from './runOperation.ts'

const START = `#graphql
  mutation FlowTriggerReceive($handle: String!, $payload: JSON!) {
    flowTriggerReceive(handle: $handle, payload: $payload) {
      userErrors { field message }
    }
  }`

type Started = { flowTriggerReceive: { userErrors: readonly { message: string }[] } | null }

/** Starts workflows of Shopify Flow. */
export function createWorkflows(graphql: AdminGraphql) {
  return {
    startWorkflows: async ({ handle, payload }) => {
      const variables = { handle, payload }
      const { flowTriggerReceive } = await runQuery<Started>({ graphql, document: START, variables })
      const errors = flowTriggerReceive?.userErrors ?? []
      return errors.length === 0 ? null : `Shopify Flow: ${errors.map(({ message }) => message).join(' ')}`
    },
  } satisfies Partial<ShopifyPort>
}
