import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type ReactionKind, reactionKinds } from '../../app/core/gate/reactionKinds.ts'
import type { ConditionKind } from '../../app/core/requirement/types.ts'

/** What `docs/features.md` calls each kind of condition. */
const NAMES: { readonly [Kind in ConditionKind]: string } = {
  erc721: 'ERC-721 ',
  erc1155: 'ERC-1155 ',
  trait: 'traits',
  erc20: 'ERC-20,',
  native: "the chain's coin",
  collection: 'verified Metaplex collections',
  creator: 'and creators',
  spl: 'SPL tokens',
  stake: 'staked SOL',
  flowNft: 'NFTs and tokens on Flow',
  flowToken: 'NFTs and tokens on Flow',
  call: 'a question to any contract',
  allowlist: 'allow and',
  denylist: 'deny lists',
}

test('behavior: docs/features.md names every kind of condition', () => {
  const lines = readFileSync('docs/features.md', 'utf8').split('\n')
  const line = lines.find((text) => text.startsWith('- Conditions: ')) ?? ''
  expect(Object.values(NAMES).filter((name) => !line.includes(name))).toEqual([])
})

/** What `docs/features.md` calls each reaction. */
const REACTIONS: { readonly [Kind in ReactionKind]: string } = {
  exclusive: 'exclusive access',
  percentage: 'a percentage',
  fixedAmount: 'an amount off each item',
  orderPercentage: 'a percentage',
  orderAmount: 'off the order',
  freeShipping: 'free shipping',
}

test('behavior: documents name every reaction, and explain its piece of a proof', () => {
  const features = readFileSync('docs/features.md', 'utf8').split('\n')
  const line = features.find((text) => text.startsWith('- A gate gives ')) ?? ''
  expect(Object.values(REACTIONS).filter((name) => !line.includes(name))).toEqual([])
  const pieces = Object.values(reactionKinds).map(({ letter, amount }) =>
    amount === null ? `| \`${letter}\` |` : `| \`${letter}\` *n* |`,
  )
  const rows = readFileSync('docs/spec/proof.md', 'utf8').split('\n')
  expect(pieces.filter((piece) => !rows.some((row) => row.startsWith(piece)))).toEqual([])
})
