import { expect, test } from 'vitest'
import type { ChainSlug } from '../../../app/core/chain/types.ts'
import { listReadBlocks } from '../../../app/core/receipt/listReadBlocks.ts'
import type { Condition } from '../../../app/core/requirement/types.ts'
import { judge, LIST, owls, read, require, unread, wallet } from '../requirement/samples.ts'

const base = 'base' as ChainSlug
const listed: Condition = { kind: 'allowlist', chain: base, listId: LIST, listName: 'Friends' }
const blockOf = (one: { kind: string; chain?: unknown }) => (one.chain === base ? 5n : 7n)

test('default: each block of each chain is named once, also those of the past', () => {
  const both = require({ kind: 'all', of: [owls(), owls({ minimum: 2n }), owls({ chain: base })] })
  const { report } = judge({
    requirement: { ...both, heldForBlocks: 100 },
    wallets: [wallet('1')],
    answer: (one) => read(2n, { block: blockOf(one) - ('at' in one && one.at ? 3n : 0n) }),
  })
  expect(listReadBlocks(report)).toEqual([
    { chain: 'base', block: 2n },
    { chain: 'base', block: 5n },
    { chain: 'ethereum', block: 4n },
    { chain: 'ethereum', block: 7n },
  ])
})

test('behavior: a list has no block, also if it names a chain, and neither has a chain that was not read', () => {
  const root = { kind: 'any', of: [listed, owls()] } as const
  const { report } = judge({
    requirement: require(root),
    wallets: [wallet('1')],
    answer: (one) => (one.kind === 'list' ? read(1n, { block: 0n }) : unread),
  })
  expect(listReadBlocks(report)).toEqual([])
})

test('behavior: wallets and parts that were read at several blocks have each of them', () => {
  const [holder, empty] = [wallet('1'), wallet('2')]
  const { report } = judge({
    requirement: require({ kind: 'all', of: [owls({ chain: base })] }),
    wallets: [holder, empty],
    answer: (one) =>
      'owner' in one && one.owner === holder.address ? read(2n, { block: 5n }) : read(0n, { block: 9n }),
  })
  // The one that counts was read first: a receipt that named the last block alone would say something else.
  expect(listReadBlocks(report)).toEqual([
    { chain: 'base', block: 5n },
    { chain: 'base', block: 9n },
  ])
})
