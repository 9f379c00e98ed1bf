import { expect, test } from 'vitest'
import { listLimitWarnings } from '../../../app/admin/editor/LimitsCard.tsx'

const none = { perWallet: '', perToken: '', total: '' }

test('default: no warning without a limit', () => {
  expect(listLimitWarnings({ limits: none, saved: none })).toEqual([])
})

test('behavior: a new limit warns that it does not count earlier orders', () => {
  const add = (limits: Partial<typeof none>, saved: Partial<typeof none>) =>
    listLimitWarnings({ limits: { ...none, ...limits }, saved: { ...none, ...saved } })
  for (const name of ['perWallet', 'perToken', 'total'] as const) {
    expect(add({ [name]: '1' }, {}).join(' ')).toContain('counts from now on')
    expect(add({ [name]: '2' }, { [name]: '1' }).join(' ')).not.toContain('counts from now on')
    expect(add({}, { [name]: '1' })).toEqual([])
  }
})
