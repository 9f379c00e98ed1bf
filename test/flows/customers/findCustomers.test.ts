import { describe, expect, test } from 'vitest'
import type { CustomerRow } from '../../../app/core/customer/types.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { findCustomers } from '../../../app/flows/customers/findCustomers.ts'
import { fake } from '../../fakes/fake.ts'
import { shop } from '../../fakes/fakeContext.ts'

describe('findCustomers', () => {
  test('behavior: a page has fifty customers, and names the last if there are more', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, i) => ({ customerId: String(1000 - i), gate: 1 }) as CustomerRow,
    )
    const ctx = fake<FlowContext>({
      shops: { load: async () => shop },
      gates: { listNames: async () => new Map([[1, 'Owls']]) },
      customers: {
        list: async ({ before = '1001', limit }) =>
          rows.filter(({ customerId }) => Number(customerId) < Number(before)).slice(0, limit),
      },
    })
    const asked = { myshopifyDomain: shop.myshopifyDomain, asked: {} }
    const first = await findCustomers(ctx, asked)
    expect([first.rows.length, first.next]).toEqual([50, '951'])
    const second = await findCustomers(ctx, { ...asked, before: first.next ?? undefined })
    expect([second.rows.map(({ customerId }) => customerId).at(0), second.rows.length, second.next]).toEqual([
      ...['950', 10, null],
    ])
  })
})
