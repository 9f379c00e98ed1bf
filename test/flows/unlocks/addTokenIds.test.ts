import { describe, expect, test } from 'vitest'
import { UpstreamError } from '../../../app/core/errors/base.ts'
import type { CheckReport } from '../../../app/core/requirement/types.ts'
import { addTokenIds } from '../../../app/flows/unlocks/addTokenIds.ts'
import { judge, owls, read, require, wallet } from '../../core/requirement/samples.ts'

const { report } = judge({
  requirement: require({
    kind: 'all',
    of: [owls({ minimum: 2n }), { kind: 'not', of: owls({ minimum: 9n }) }],
  }),
  wallets: [wallet('1')],
  answer: () => read(2n),
})
const namesOf = (check: CheckReport) =>
  JSON.stringify(check, (_, value) => (typeof value === 'bigint' ? `${value}` : value)).match(
    /"tokenIds":\["[^\]]*\]/g,
  )

describe('addTokenIds', () => {
  test('default: the counted NFTs get their ids', async () => {
    const readTokenIds = async () => ({ tokenIds: ['7', '1180'], amount: 2n })
    expect(namesOf(await addTokenIds({ readTokenIds }, { report, snapshots: [] }))).toEqual(
      Array(2).fill('"tokenIds":["7","1180"]'),
    )
  })

  test('behavior: the report stays unchanged if the number differs, the contract lists no ids, or the chain is down', async () => {
    const others = [
      async () => ({ tokenIds: ['7'], amount: 1n }),
      async () => null,
      () => Promise.reject(new UpstreamError('ERR_CHAIN_READ', 'The chain is down.')),
    ]
    for (const readTokenIds of others) {
      expect(await addTokenIds({ readTokenIds }, { report, snapshots: [] })).toEqual(report)
    }
  })

  test('behavior: at a snapshot, the ids are those of its block', async () => {
    const asked: unknown[] = []
    const readTokenIds = async ({ block }: { block?: bigint | undefined }) => {
      asked.push(block)
      return { tokenIds: ['3', '5'], amount: 2n }
    }
    const snapshots = [{ chain: owls().chain, block: 7n }]
    expect(namesOf(await addTokenIds({ readTokenIds }, { report, snapshots }))).toEqual(
      Array(2).fill('"tokenIds":["3","5"]'),
    )
    expect(asked).toEqual([7n, 7n])
  })
})
