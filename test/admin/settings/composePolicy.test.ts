import { expect, test } from 'vitest'
import { composePolicy } from '../../../app/admin/settings/composePolicy.ts'

test('default: a paragraph for each thing that the shop does with people’s data', () => {
  const all = composePolicy({ tagsCustomers: true, writesReceipts: true, showsUses: true })
  expect(all.map((text) => /tag your account|signed receipt|look up/.exec(text)?.[0])).toEqual([
    'tag your account',
    'signed receipt',
    'look up',
  ])
})

test('behavior: a shop that does none of it needs no text', () => {
  expect(composePolicy({ tagsCustomers: false, writesReceipts: false, showsUses: false })).toEqual([])
  const one = composePolicy({ tagsCustomers: false, writesReceipts: true, showsUses: false })
  expect(one).toHaveLength(1)
})
