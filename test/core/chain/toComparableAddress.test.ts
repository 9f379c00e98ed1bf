import { expect, test } from 'vitest'
import { toComparableAddress } from '../../../app/core/chain/toComparableAddress.ts'

const SOLANA = 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA'

test.each([
  ['0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'],
  ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed:7', '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed:7'],
  [SOLANA, SOLANA],
  ['Me', 'Me'],
])('default: %s', (text, folded) => {
  expect(toComparableAddress(text)).toBe(folded)
})
