import { describe, expect, test } from 'vitest'
import { formatCustomers } from '../../../app/admin/customers/formatCustomers.ts'
import type { CustomerRow } from '../../../app/core/customer/types.ts'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import type { FlowContext } from '../../../app/flows/context.ts'
import { findCustomers } from '../../../app/flows/customers/findCustomers.ts'
import { fake } from '../../fakes/fake.ts'
import { makeGate, shop } from '../../fakes/fakeContext.ts'

const COUNT = { tagged: 1, waiting: 0, leaving: 0, unread: 0, unreadChains: [], refused: 0, checkedAt: 1 }

describe('the page of customers', () => {
  test('behavior: of many gates it shows those first that somebody has a tag of, and says how many are left', () => {
    const gates = Array.from({ length: 60 }, (_, i) => {
      const number = (i + 1) as GateNumber
      const choice = { gate: number, tag: null, isOn: true, removesWhenPaused: false }
      const count = number === 60 ? { gate: number, ...COUNT } : null
      return { gate: makeGate({ number }), choice, tag: null, count }
    })
    const found = {
      shop,
      state: 'allowed',
      leaving: 0,
      names: new Map(),
      rows: [],
      next: null,
      unknown: null,
    } as const
    const view = formatCustomers({ ...found, gates })
    expect([view.gates.length, view.gates[0]?.number, view.moreGates]).toEqual([50, 60, 10])
  })

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
