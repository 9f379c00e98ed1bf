import { expect, test } from 'vitest'
import { listLimitWarnings } from '../../../app/admin/editor/LimitsCard.tsx'

const none = { perWallet: '', perToken: '', total: '' }
const warn = (limits: Partial<typeof none>, kinds: Parameters<typeof listLimitWarnings>[0]['kinds']) =>
  listLimitWarnings({ limits: { ...none, ...limits }, saved: null, kinds })

test('default: no warning without a limit', () => {
  expect(warn({}, ['erc20'])).toEqual([])
})

test.each(['erc20', 'erc1155', 'spl', 'native'] as const)(
  'behavior: a limit per wallet warns that units of %s can be sent to another wallet',
  (kind) => {
    expect(warn({ perWallet: '1' }, [kind]).join(' ')).toContain('send them to another wallet')
  },
)

test('behavior: a limit per wallet warns that an NFT can be sent on, unless each is counted', () => {
  expect(warn({ perWallet: '1' }, ['erc721']).join(' ')).toContain('A limit per NFT prevents this.')
  expect(warn({ perWallet: '1', perToken: '1' }, ['erc721'])).toEqual([])
})

test('behavior: a total without a limit per wallet or NFT warns that one holder can buy all of it', () => {
  expect(warn({ total: '100' }, ['erc721']).join(' ')).toContain(
    'Without a limit per wallet or NFT, one holder can take all uses',
  )
  expect(warn({ total: '100' }, ['erc20']).join(' ')).toContain('Without a limit per wallet, one holder')
  for (const limit of ['perWallet', 'perToken'] as const)
    expect(warn({ total: '100', [limit]: '1' }, ['erc721']).join(' ')).not.toContain('one holder')
})

test('behavior: a total warns that units sent to another wallet get a place of their own', () => {
  const sent = 'That wallet can then reserve another use.'
  for (const kind of ['erc20', 'erc1155'] as const)
    expect(warn({ total: '100', perWallet: '1' }, [kind]).join(' ')).toContain(sent)
  expect(warn({ total: '100', perWallet: '1' }, ['erc721']).join(' ')).not.toContain(sent)
})

test('behavior: a new limit warns that it does not count earlier orders', () => {
  const add = (limits: Partial<typeof none>, saved: Partial<typeof none>) =>
    listLimitWarnings({ limits: { ...none, ...limits }, saved: { ...none, ...saved }, kinds: ['erc721'] })
  for (const name of ['perWallet', 'perToken', 'total'] as const) {
    expect(add({ [name]: '1' }, {}).join(' ')).toContain('counts from now on')
    expect(add({ [name]: '2' }, { [name]: '1' }).join(' ')).not.toContain('counts from now on')
    expect(add({}, { [name]: '1' })).toEqual([])
  }
})
