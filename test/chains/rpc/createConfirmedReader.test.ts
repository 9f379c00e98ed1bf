import { describe, expect, test } from 'vitest'
import { createConfirmedReader } from '../../../app/chains/rpc/createConfirmedReader.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import { parseSolanaAddress } from '../../../app/core/chain/parseSolanaAddress.ts'
import type { Balance, BalanceRead, ReadBalance, UnreadBalance } from '../../../app/core/requirement/reads.ts'

const [ethereum, polygon, solana] = ['ethereum', 'polygon', 'solana'].map(parseChainSlug)
if (!ethereum || !polygon || !solana) throw new Error('no chains')
const address = parseEvmAddress(`0x${'a'.repeat(40)}`)
const mint = parseSolanaAddress('So11111111111111111111111111111111111111112')
const coins: BalanceRead = { chain: ethereum, kind: 'erc20', contract: address, owner: address }
const past: BalanceRead = { ...coins, at: { ago: 9 } }
const elsewhere: BalanceRead = { ...coins, chain: polygon }
const spl: BalanceRead = { chain: solana, kind: 'spl', mint, owner: mint }
const ids: BalanceRead = {
  chain: ethereum,
  kind: 'erc721Ids',
  contract: address,
  owner: address,
  ids: [{ first: 1n, last: 9n }],
}
const read = (amount: bigint, block: bigint, more: object = {}): Balance => ({
  kind: 'read',
  amount,
  block,
  source: 'ethereum 1',
  ...more,
})
const unread = (chain = ethereum): Balance => ({ kind: 'unread', code: 'ERR_CHAIN_READ', chain })

/** `later` is the second endpoint's answer to a repeated question; `tookMs` is how long each answer takes. */
async function ask(
  reads: readonly BalanceRead[],
  firsts: Balance[],
  seconds: Balance[],
  { later = seconds, tookMs = 0 }: { later?: Balance[]; tookMs?: number } = {},
) {
  const again: BalanceRead[] = []
  const waits: number[] = []
  let asked = 0
  let now = 0
  const answers = await createConfirmedReader({
    chains: new Set([ethereum, solana]),
    readBalances: async () => firsts,
    readAgain: async (reads) => {
      again.push(...reads)
      now += tookMs
      return asked++ === 0 ? seconds : later
    },
    wait: async (ms) => void waits.push(ms),
    clock: () => now,
  })(reads)
  return { answers, again, waits }
}

describe('createConfirmedReader', () => {
  test('default', async () => {
    const second = { source: 'ethereum second opinion' }
    const { answers, again } = await ask(
      [coins, past, elsewhere],
      [read(7n, 100n), read(5n, 91n), read(1n, 50n)],
      [read(7n, 100n, second), read(5n, 91n, second)],
    )
    expect(again).toEqual([
      { ...coins, at: { block: 100n } },
      { ...coins, at: { ago: 9, block: 91n } },
    ])
    const both = { source: 'ethereum 1 and ethereum second opinion' }
    expect(answers).toEqual([read(7n, 100n, both), read(5n, 91n, both), read(1n, 50n)])
  })

  test('behavior: a disagreement is told once a minute, and an answer that is missing is not', async () => {
    const told: string[] = []
    let now = 0
    let second = read(8n, 100n)
    const readBalances = createConfirmedReader({
      chains: new Set([ethereum]),
      readBalances: async () => [read(7n, 100n)],
      readAgain: async () => [second],
      wait: async () => undefined,
      warn: (sentence) => told.push(sentence),
      clock: () => now,
    })
    for (const at of [0, 59_999, 60_000]) {
      now = at
      expect(await readBalances([coins])).toEqual([unread()])
    }
    expect(told).toEqual(
      Array(2).fill(
        'The endpoints of ethereum and its second opinion disagree about a balance, so it opens nothing. Look at both, and replace the one that is wrong.',
      ),
    )
    second = unread()
    now = 600_000
    await readBalances([coins])
    expect(told).toHaveLength(2)
  })

  test('behavior: a chain without a second opinion causes no second request', async () => {
    const { answers, again } = await ask([elsewhere], [read(1n, 50n)], [])
    expect([answers, again]).toEqual([[read(1n, 50n)], []])
  })

  test('behavior: Solana is read again at its current slot', async () => {
    const { answers, again } = await ask([spl], [read(7n, 100n)], [read(7n, 103n)])
    expect(again).toEqual([spl])
    expect(answers).toMatchObject([{ kind: 'read', amount: 7n, block: 100n }])
  })

  test.each<[string, BalanceRead, Balance, Balance | undefined]>([
    ['another amount', coins, read(7n, 100n), read(8n, 100n)],
    ['another block', coins, read(7n, 100n), read(7n, 99n)],
    ['a second endpoint without the block', coins, read(7n, 100n), unread()],
    ['a second endpoint without an answer', coins, read(7n, 100n), undefined],
    ['another amount on Solana', spl, read(7n, 100n), read(6n, 100n)],
    ['other tokens', ids, read(1n, 9n, { tokenIds: ['1'] }), read(1n, 9n, { tokenIds: ['2'] })],
  ])('refuses: %s (ERR_CHAIN_READ)', async (_case, question, first, second) => {
    const { answers } = await ask([question], [first], second ? [second] : [])
    expect(answers).toEqual([unread(question.chain)])
  })

  test('behavior: of two incomplete counts the smaller is the agreed amount', async () => {
    const all: BalanceRead = { chain: ethereum, kind: 'erc1155All', contract: address, owner: address }
    const counted = (amount: bigint, block = 100n): Balance => ({
      ...(unread() as UnreadBalance),
      code: 'ERR_TOKEN_READ',
      atLeast: read(amount, block) as ReadBalance,
    })
    const agreed = async (first: Balance, second: Balance) => {
      const [answer] = (await ask([all], [first], [second])).answers
      return answer?.kind === 'unread' ? (answer.atLeast?.amount ?? 'nothing') : answer?.amount
    }
    expect((await ask([all], [counted(7n)], [read(7n, 100n)])).again).toEqual([
      { ...all, at: { block: 100n } },
    ])
    expect(await agreed(counted(7n), read(5n, 100n))).toBe(5n)
    expect(await agreed(read(5n, 100n), counted(7n))).toBe(5n)
    expect(await agreed(counted(7n), counted(9n))).toBe(7n)
    expect(await agreed(counted(7n), counted(9n, 99n))).toBe('nothing')
    expect(await agreed(counted(7n), unread())).toBe('nothing')
  })

  test('behavior: incomplete counts agree about their tokens, and on Solana at different slots', async () => {
    const counted = (question: BalanceRead, tokenIds: string[], block = 100n): Balance => ({
      ...(unread(question.chain) as UnreadBalance),
      atLeast: read(BigInt(tokenIds.length), block, { tokenIds }) as ReadBalance,
    })
    const nfts: BalanceRead = { chain: solana, kind: 'collection', address: mint, owner: mint }
    const agreed = async (question: BalanceRead, firsts: string[], seconds: string[], block?: bigint) => {
      const [first, second] = [counted(question, firsts), counted(question, seconds, block)]
      const [answer] = (await ask([question], [first], [second])).answers
      return answer?.kind === 'unread' ? answer.atLeast?.tokenIds : answer
    }
    expect(await agreed(ids, ['1', '2'], ['1', '2'])).toEqual(['1', '2'])
    expect(await agreed(ids, ['1', '2'], ['1', '3'])).toBeUndefined()
    expect(await agreed(nfts, ['a', 'b'], ['b', 'a'], 103n)).toEqual(['a', 'b'])
  })

  test('behavior: a second endpoint that is a block behind is asked once more, only for what it lacked', async () => {
    const [pinned, before] = [
      { ...coins, at: { block: 100n } },
      { ...coins, at: { ago: 9, block: 91n } },
    ]
    const { answers, again, waits } = await ask(
      [coins, past],
      [read(7n, 100n), read(5n, 91n)],
      [unread(), read(5n, 91n)],
      { later: [read(7n, 100n)] },
    )
    expect(answers).toMatchObject([
      { kind: 'read', amount: 7n, block: 100n },
      { kind: 'read', amount: 5n, block: 91n },
    ])
    expect(again).toEqual([pinned, before, pinned])
    expect(waits).toHaveLength(1)
    expect(waits[0]).toBeLessThanOrEqual(1_000)
  })

  test.each<[string, Balance, Balance, number]>([
    ['still does not know', unread(), unread(), 0],
    ['then says something else', unread(), read(8n, 100n), 0],
    ['took so long that there is no time to wait', unread(), read(7n, 100n), 2_001],
    ['says something else is not asked again', read(8n, 100n), read(7n, 100n), 0],
  ])('refuses: a second endpoint that %s (ERR_CHAIN_READ)', async (_case, second, then, tookMs) => {
    const { answers } = await ask([coins], [read(7n, 100n)], [second], { later: [then], tookMs })
    expect(answers).toEqual([unread()])
  })

  test('behavior: a contract that did not answer is not asked again', async () => {
    const silent: Balance = { kind: 'unread', code: 'ERR_TOKEN_READ', chain: ethereum }
    const { answers, waits } = await ask([coins], [read(7n, 100n)], [silent])
    expect([answers, waits]).toEqual([[unread()], []])
  })

  test('behavior: a read that failed at the first endpoint stays failed', async () => {
    const broken: Balance = { kind: 'unread', code: 'ERR_TOKEN_READ', chain: ethereum }
    const { answers, again } = await ask([coins, ids], [broken, read(1n, 9n)], [read(1n, 9n)])
    expect(again).toHaveLength(1)
    expect(answers).toEqual([broken, expect.objectContaining({ amount: 1n })])
  })
})
