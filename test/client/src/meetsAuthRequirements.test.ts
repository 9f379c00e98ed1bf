import { describe, expect, test } from 'vitest'
import { Picket } from '../../../client/src/Picket.ts'
import type { AuthRequirements, TokenBalances } from '../../../public/palisade.d.ts'

const user = (tokenBalances?: TokenBalances) => ({
  chain: 'ethereum',
  walletAddress: '0xW',
  displayAddress: '0xW',
  ...(tokenBalances ? { tokenBalances } : {}),
})
const meets = (tokenBalances: TokenBalances | undefined, requirements: AuthRequirements) =>
  Picket.meetsAuthRequirements({ user: user(tokenBalances), requirements })

/** The table of docs/spec/picket.md#45-what-picket-js-decides-by-itself; the one row that differs says so. */
describe('meetsAuthRequirements', () => {
  test.each<[string, TokenBalances | undefined, AuthRequirements, boolean]>([
    ['no requirements', undefined, {}, true],
    ['only an allow list with the wallet on it', undefined, { allowedWallets: ['0xW'] }, false],
    ['no minimum, 0.1337', { contractAddress: { '0xC': '0.1337' } }, { contractAddress: '0xC' }, true],
    [
      'min 1, 0.1337',
      { contractAddress: { '0xC': '0.1337' } },
      { contractAddress: '0xC', minTokenBalance: 1 },
      false,
    ],
    ['min 0, 0', { contractAddress: { '0xC': '0' } }, { contractAddress: '0xC', minTokenBalance: 0 }, false],
    [
      'token ids are summed',
      { tokenIds: { a: '1', b: '1' } },
      { tokenIds: ['a', 'b'], minTokenBalance: 2 },
      true,
    ],
    [
      'collections are summed',
      { collection: { a: '1', b: '1' } },
      { collection: ['a', 'b'], minTokenBalance: '2' },
      true,
    ],
    [
      'kinds are summed',
      { collection: { a: '1' }, creatorAddress: { c: '1' } },
      { collection: 'a', creatorAddress: 'c', minTokenBalance: 2 },
      true,
    ],
    ['another contract', { contractAddress: { '0xC': '5' } }, { contractAddress: '0xD' }, false],
    ['ids of other chains are case-sensitive', { collection: { abc: '1' } }, { collection: 'ABC' }, false],
    [
      'an id that appears twice counts once',
      { tokenIds: { a: '1' } },
      { tokenIds: ['a', 'a'], minTokenBalance: 2 },
      false,
    ],
    [
      'there is no rounding at 18 places',
      { contractAddress: { '0xC': '0.999999999999999999' } },
      { contractAddress: '0xC', minTokenBalance: 1 },
      false,
    ],
    [
      'amounts may exceed a double',
      { contractAddress: { '0xC': '9007199254740993' } },
      { contractAddress: '0xC', minTokenBalance: '9007199254740993' },
      true,
    ],
    [
      'a minimum that is not a number',
      { contractAddress: { '0xC': '5' } },
      { contractAddress: '0xC', minTokenBalance: 'much' },
      false,
    ],
    [
      'a balance that is not a number',
      { contractAddress: { '0xC': 'much' } },
      { contractAddress: '0xC' },
      false,
    ],
  ])('behavior: %s', (_, balances, requirements, expected) => {
    expect(meets(balances, requirements)).toBe(expected)
  })

  test('behavior: unlike in picket-js, the case of a contract does not matter', () => {
    expect(meets({ contractAddress: { '0xAbC': '1' } }, { contractAddress: '0xabc' })).toBe(true)
  })

  test('behavior: it is false without a user, and true without requirements', () => {
    expect(Picket.meetsAuthRequirements({ user: null, requirements: {} })).toBe(false)
    expect(Picket.meetsAuthRequirements({ user: user() })).toBe(true)
  })

  test('refuses: an unknown field, which only the server can judge', () => {
    const balances = { contractAddress: { '0xC': '3' } }
    expect(meets(balances, { contractAddress: '0xC' })).toBe(true)
    for (const unknown of [{ min_token_balance: '5' }, { contractAdress: '0xD' }, { chain: 'polygon' }]) {
      const requirements = { contractAddress: '0xC', ...unknown }
      expect(meets(balances, requirements)).toBe(false)
    }
  })
})
