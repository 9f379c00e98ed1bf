import { describe, expect, test } from 'vitest'
import {
  describeCount,
  describeNoCustomers,
  describeRow,
} from '../../../app/admin/customers/describeCustomers.ts'
import { formatErasure, formatKept, STORED_WORDS } from '../../../app/admin/customers/storedWords.ts'
import type { CustomerCount, CustomerRow } from '../../../app/core/customer/types.ts'
import { STORED_KIND_NAMES, STORED_KINDS } from '../../../app/core/privacy/kinds.ts'

const count: CustomerCount = {
  ...{ gate: 1, tagged: 3, isMore: false, waiting: 0, leaving: 0, unread: 0, unreadChains: [], refused: 0 },
  checkedAt: 5,
}
const describeAll = (more: Partial<CustomerCount>, state: 'allowed' | 'not-allowed' = 'allowed') =>
  describeCount({ ...count, ...more }, (at) => `at ${at}`, state)

describe('describeCount', () => {
  test('default: how many are tagged, and when that was last checked', () => {
    expect(describeAll({})).toEqual(['3 customers tagged, last checked at 5'])
    expect(describeCount(null, String, 'allowed')).toEqual(['No customers yet'])
  })
  test('behavior: what is not so yet is told, each with its reason', () => {
    expect(describeAll({ waiting: 1, leaving: 2, refused: 1 })).toEqual([
      '3 customers tagged, last checked at 5',
      '1 customer waiting for Shopify',
      '2 customers still to lose the tag',
      '1 customer without the tag: Shopify allows 250 tags each, or refused this one',
    ])
    expect(describeAll({ waiting: 1 }, 'not-allowed')[1]).toBe('1 customer waiting for your permission')
  })
  test('behavior: where there may be more, a plus says so', () => {
    expect(describeAll({ tagged: 999, isMore: true, refused: 1, leaving: 1_000, checkedAt: null })).toEqual([
      '999+ customers tagged',
      '1,000+ customers still to lose the tag',
      '1 customer without the tag: Shopify allows 250 tags each, or refused this one',
    ])
  })
  test('behavior: a chain that could not be read is named', () => {
    expect(describeAll({ unread: 2, unreadChains: ['ethereum', 'other'] })[1]).toBe(
      '2 customers not checked: Ethereum, something could not be read. They keep the tag',
    )
  })
})

describe('describeRow', () => {
  const row: CustomerRow = {
    ...{ customerId: '77', gate: 1, linkedAt: 1, ownTag: 'Owls', askedTag: 'Owls', isLeaving: false },
    ...{ needsWrite: false, refusal: null, checkedAt: 1, unread: null, version: 1 },
  }
  test.each<[string, Partial<CustomerRow>]>([
    ['Tagged', {}],
    ['Had the tag before', { ownTag: null }],
    ['Tagged, last check incomplete', { unread: 'ethereum' }],
    ['Waiting for Shopify', { needsWrite: true }],
    ['Tag to be removed', { isLeaving: true, needsWrite: true }],
    ['No tag: 250 tags already', { refusal: 'tags-full', ownTag: null }],
    ['No tag: refused by Shopify', { refusal: 'refused', ownTag: null }],
    ['No tag while the gate is paused', { askedTag: null, ownTag: null }],
  ])('default: “%s”', (words, more) => expect(describeRow({ ...row, ...more })).toBe(words))
})

describe('an empty list of customers', () => {
  const nothing = { search: '', unknown: null }
  test.each([
    ['they show here', { ...nothing, isOn: true }],
    ['Nobody is added while', { ...nothing, isOn: false }],
    ['No tagged customer has this', { ...nothing, search: '77', isOn: true }],
    ['neither a wallet nor the number', { search: 'ada', unknown: 'ada', isOn: true }],
  ])('default: “%s”', (words, empty) => expect(describeNoCustomers(empty)).toContain(words))
})

describe('the words of stored data', () => {
  test('default: each kind says for how long it is kept, and its days are those of the table', () => {
    for (const kind of STORED_KIND_NAMES) {
      const { keptDays } = STORED_KINDS[kind]
      expect(formatKept(kind), kind).not.toBe('')
      if (keptDays !== null) expect(formatKept(kind), kind).toContain(`${keptDays} days`)
      expect(STORED_WORDS[kind].about).toMatch(/\.$/)
      expect(formatErasure(kind)).toMatch(/^(Deleted|Kept with)/)
    }
  })
})
