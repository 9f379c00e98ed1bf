import { expect, test } from 'vitest'
import { readOrderAgreements } from '../../app/shopify/readOrderAgreements.ts'

const END = { hasNextPage: false, endCursor: null }
const lineItem = { id: 'gid://shopify/LineItem/501' }
const read = (sales: readonly unknown[]) => {
  const agreement = { reason: 'ORDER', sales: { pageInfo: END, nodes: sales } }
  const answer = { data: { order: { agreements: { pageInfo: END, nodes: [agreement] } } } }
  return readOrderAgreements({
    graphql: async () => ({ json: async () => answer }),
    id: 'gid://shopify/Order/1',
  })
}

test('default', async () => {
  const sales = [
    { actionType: 'ORDER', quantity: 2, lineItem },
    { actionType: 'ORDER', quantity: 1, lineItem },
    { actionType: 'RETURN', quantity: -1, lineItem },
    { actionType: 'ORDER', quantity: 1 },
  ]
  expect(await read(sales)).toEqual(new Map([[501, 3]]))
})

test('behavior: one quantity that Shopify omits makes the result null', async () => {
  expect(await read([{ actionType: 'ORDER', quantity: null, lineItem }])).toBeNull()
})
