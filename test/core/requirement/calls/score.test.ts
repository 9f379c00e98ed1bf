import { expect, test } from 'vitest'
import { parseEvmAddress } from '../../../../app/core/chain/parseEvmAddress.ts'
import { listContributions } from '../../../../app/core/gate/singleTokens.ts'
import type { Holder } from '../../../../app/core/requirement/holders.ts'
import { call } from '../../../../app/core/requirement/kinds/call.ts'
import type { Balance } from '../../../../app/core/requirement/reads.ts'
import { fc } from '../../../random.ts'

const scoreOf = (minimum: bigint, maximum: bigint | null) =>
  call.parse({
    ...{ kind: 'call', chain: 'ethereum', contract: `0x${'ab'.repeat(20)}`, decimals: 0 },
    ...{ label: { name: 'Score', symbol: '' }, minimum: String(minimum) },
    ...(maximum === null ? {} : { maximum: String(maximum) }),
    question: { method: 'getScore(address)(uint256)', args: ['wallet'], word: 0, answer: 'largest' },
  })

/** `scores`: of each wallet, null for one that could not be read. */
function judge({ scores, ...range }: { scores: (bigint | null)[]; minimum: bigint; maximum: bigint | null }) {
  const holders = scores.map((_, i): Holder => {
    const address = parseEvmAddress(`0x${String(i + 1).padStart(40, '0')}`)
    return { kind: 'wallet', address, onlyOn: null }
  })
  const condition = scoreOf(range.minimum, range.maximum)
  const find = (read: object): Balance => {
    const amount = 'owner' in read ? scores[holders.findIndex(({ address }) => address === read.owner)] : null
    if (amount === null || amount === undefined)
      return { kind: 'unread', code: 'ERR_TOKEN_READ', chain: condition.chain }
    return { kind: 'read', amount, block: 1n }
  }
  return call.evaluate({ condition, holders, find, at: undefined, isNegated: false })
}

test('default: the best wallet counts, and scores do not add up', () => {
  expect(judge({ scores: [12n, 20n, 3n], minimum: 20n, maximum: null })).toMatchObject({
    ...{ verdict: 'met', found: 20n },
    holders: [{ amount: 12n }, { amount: 20n }, { amount: 3n }],
  })
  expect(judge({ scores: [12n, 12n], minimum: 20n, maximum: null })).toMatchObject({
    ...{ verdict: 'unmet', because: 'too-little', found: 12n },
  })
})

test('behavior: a wallet decides as the best of all known scores does, and an unknown one stays unknown', () => {
  const score = fc.option(fc.bigInt({ min: 0n, max: 9n }), { freq: 4 })
  const maximum = fc.option(fc.bigInt({ min: 5n, max: 9n }))
  fc.assert(
    fc.property(fc.array(score, { minLength: 1, maxLength: 4 }), maximum, (scores, most) => {
      const known = scores.filter((one) => one !== null)
      const isHigh = known.some((one) => one >= 4n)
      const isTooHigh = most !== null && known.some((one) => one > most)
      const isUnknown = known.length < scores.length && (most !== null || !isHigh)
      const expected = isTooHigh ? 'unmet' : isUnknown ? 'unchecked' : isHigh ? 'met' : 'unmet'
      expect(judge({ scores, minimum: 4n, maximum: most }).verdict).toBe(expected)
    }),
  )
})

test('behavior: a use is counted for the wallets whose own score is enough, and for no other', () => {
  const scores = [12n, 25n, 20n]
  const findings = judge({ scores, minimum: 20n, maximum: null })
  const report = { kind: 'condition', condition: scoreOf(20n, null), ...findings } as const
  const { wallets } = listContributions({ now: report, before: null })
  expect(wallets).toEqual(findings.holders.slice(1).map(({ address }) => address))
})
