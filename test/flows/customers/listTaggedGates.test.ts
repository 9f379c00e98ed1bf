import { expect, test } from 'vitest'
import type { CustomerCount } from '../../../app/core/customer/types.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { listTaggedGates } from '../../../app/flows/customers/listTaggedGates.ts'
import { fake } from '../../fakes/fake.ts'
import { makeGate, shop } from '../../fakes/fakeContext.ts'

const COUNT: Omit<CustomerCount, 'gate'> = {
  ...{ tagged: 1, isMore: false, waiting: 0, leaving: 0, unread: 0, unreadChains: [], refused: 0 },
  checkedAt: 1,
}
const { myshopifyDomain } = shop
const gates = Array.from({ length: 60 }, (_, i) => makeGate({ number: (i + 1) as GateNumber }))

function makeContext(counted: readonly number[]) {
  return fake<FlowContext>({
    shops: { load: async () => shop },
    gates: {
      listReadable: async () => ({ gates, unreadable: [] }),
      load: async ({ number }) => makeGate({ number: number as GateNumber }),
    },
    customers: {
      listTags: async () => [],
      countLeaving: async () => 3,
      countGates: async ({ gates: asked, limit }) =>
        counted
          .filter((gate) => asked.includes(gate))
          .slice(0, limit)
          .map((gate) => ({ gate, ...COUNT })),
    },
    shopify: { hasScope: async () => true },
  })
}

test('default: of many gates those come first that have customers, and the others are left out', async () => {
  const found = await listTaggedGates(makeContext([60]), { myshopifyDomain })
  expect([found.gates.length, found.gates[0]?.gate.number, found.moreGates]).toEqual([50, 60, 10])
  expect([found.gates[0]?.count?.tagged, found.gates[1]?.count]).toEqual([1, null])
})

test('behavior: of many gates with customers fifty are counted, and those alone are shown', async () => {
  const found = await listTaggedGates(makeContext(gates.map(({ number }) => number)), { myshopifyDomain })
  expect(found.gates.every(({ count }) => count !== null)).toBe(true)
  expect([found.gates.length, found.moreGates, found.leaving]).toEqual([50, 10, 3])
})

test('behavior: for the page of a gate, its own customers alone are counted', async () => {
  const found = await listTaggedGates(makeContext([7, 60]), { myshopifyDomain, number: 7 })
  expect(found.gates.map(({ gate, count }) => [gate.number, count?.gate])).toEqual([[7, 7]])
})
