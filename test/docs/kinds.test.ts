import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ConditionKind } from '../../app/core/requirement/types.ts'

/** What `docs/features.md` calls each kind of condition. */
const NAMES: { readonly [Kind in ConditionKind]: string } = {
  erc721: 'ERC-721 ',
  erc1155: 'ERC-1155 ',
  erc20: 'ERC-20,',
  native: "the chain's coin",
  collection: 'verified Metaplex collections',
  creator: 'and creators',
  spl: 'SPL tokens',
  allowlist: 'allow and',
  denylist: 'deny lists',
}

test('behavior: docs/features.md names every kind of condition', () => {
  const lines = readFileSync('docs/features.md', 'utf8').split('\n')
  const line = lines.find((text) => text.startsWith('- Conditions: ')) ?? ''
  expect(Object.values(NAMES).filter((name) => !line.includes(name))).toEqual([])
})
