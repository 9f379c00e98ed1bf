import { expect, test } from 'vitest'
import { describeUses } from '../../app/picket/uses/renderUses.ts'
import { USES_WORDS } from '../../app/picket/words/usesWords.ts'

const title = (limit: number, used: number, reserved: number) =>
  describeUses({
    token: { used, reserved, free: Math.max(0, limit - used - reserved) },
    ...{ isOpen: true, limit, words: USES_WORDS.en },
  }).title

test('default: each state of a token has a title of its own', () => {
  expect(title(1, 0, 0)).toBe('Not used yet')
  expect(title(3, 1, 1)).toBe('Uses left: 1 of 3')
  expect(title(3, 0, 1)).toBe('Uses left: 2 of 3')
  expect(title(1, 0, 1)).toBe('In a cart right now')
  expect(title(2, 1, 1)).toBe('In a cart right now')
  expect(title(2, 2, 0)).toBe('Used up')
})

test('behavior: a token that was used more often than a lowered limit allows is used up', () => {
  expect(title(1, 3, 0)).toBe('Used up')
})

test('behavior: a closed gate never says that an NFT can be used', () => {
  for (const used of [0, 1]) {
    const token = { used, reserved: 0, free: 3 - used }
    const { text } = describeUses({ token, isOpen: false, limit: 3, words: USES_WORDS.en })
    expect(text).toBe('This offer isn’t open right now. No NFT can be used here.')
  }
})
