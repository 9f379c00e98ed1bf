import { expect, test } from 'vitest'
import { formatCustomerFile } from '../../../app/admin/privacy/formatCustomerFile.ts'
import { parseDataRequestId, parseRequestMark } from '../../../app/admin/privacy/parseDataRequestId.ts'

const request = {
  ...{ id: 3, customerId: '77', orderIds: ['1'], answeredAt: null },
  ...{ receivedAt: 1_790_000_000, dueAt: 1_792_592_000 },
}
const record = {
  ...{ visits: [], passes: [], unlocks: [], grants: [], uses: [], codes: [], changes: [] },
  ...{ tags: [], wallets: [], messages: [], requests: [], receipts: [] },
  orders: [{ order_id: '1', ordered_at: '1790000000', outcome: 'committed' }],
}

test('default: the file is readable JSON, with ISO times and explanations', () => {
  const file = JSON.parse(formatCustomerFile({ shop: 'a.myshopify.com', request, record }))
  expect(file).toMatchObject({
    customer: '77',
    requestedAt: '2026-09-21T14:13:20.000Z',
    orders: { rows: [{ order_id: '1', ordered_at: '2026-09-21T14:13:20.000Z', outcome: 'committed' }] },
    visits: { about: expect.stringContaining('wallets'), rows: [] },
  })
})

test.each([undefined, '', '0', '-1', '1.5', '01', 'x', '1'.repeat(16)])(
  'refuses: "%s" (ERR_NOT_FOUND)',
  (text) => {
    expect(() => parseDataRequestId(text)).toThrow(expect.objectContaining({ code: 'ERR_NOT_FOUND' }))
  },
)

test('behavior: a page of requests begins behind the id of its URL, and otherwise with the newest', () => {
  const parse = (before: string) => parseRequestMark(new URLSearchParams({ before }))
  expect(['21', '', '0', '-1', '1.5', 'x', '9'.repeat(16)].map(parse)).toEqual([
    21,
    ...Array(6).fill(undefined),
  ])
})
