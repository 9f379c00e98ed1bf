import { expect, test } from 'vitest'
import { composePolicy } from '../../../app/admin/settings/composePolicy.ts'

test('default: a paragraph for each thing that the shop does with people’s data', () => {
  const all = composePolicy({ tagsCustomers: true, showsWallet: true, writesReceipts: true, showsUses: true })
  expect(
    all.map((text) => /tag your account|address of the wallet|signed receipt|look up/.exec(text)?.[0]),
  ).toEqual(['tag your account', 'address of the wallet', 'signed receipt', 'look up'])
})

test('behavior: a shop that does none of it needs no text', () => {
  const none = { tagsCustomers: false, showsWallet: false, writesReceipts: false, showsUses: false }
  expect(composePolicy(none)).toEqual([])
  const one = composePolicy({ ...none, writesReceipts: true })
  expect(one).toHaveLength(1)
})
