import { describe, expect, test } from 'vitest'
import { createCachedBalances } from '../../../app/chains/rpc/createCachedBalances.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { Balance, BalanceRead } from '../../../app/core/requirement/reads.ts'

const [ethereum, polygon] = [parseChainSlug('ethereum'), parseChainSlug('polygon')]
const wallet = (digit: string) => parseEvmAddress(`0x${digit.repeat(40)}`)
const coins = (owner = wallet('a'), chain = ethereum): BalanceRead => ({
  chain,
  kind: 'erc20',
  contract: wallet('c'),
  owner,
})

/** A reader whose every read is of a later block and ends on request. */
function startReader(parameters: { most?: number; spoil?: (read: BalanceRead) => boolean } = {}) {
  const calls: (readonly BalanceRead[])[] = []
  const gates: (() => void)[] = []
  let time = 1_000
  let isHeld = false
  const readBalances = createCachedBalances({
    now: () => time,
    most: parameters.most,
    readBalances: async (reads) => {
      const block = BigInt(calls.push(reads))
      if (isHeld) await new Promise<void>((resolve) => gates.push(resolve))
      return reads.map(
        (read): Balance =>
          parameters.spoil?.(read)
            ? { kind: 'unread', code: 'ERR_TOKEN_READ', chain: read.chain }
            : { kind: 'read', amount: 'owner' in read ? BigInt(read.owner) : 0n, block },
      )
    },
  })
  return {
    calls,
    ask: (reads: readonly BalanceRead[], maxAgeSeconds: number) => readBalances({ reads, maxAgeSeconds }),
    pass: (seconds: number) => {
      time += seconds
    },
    hold: () => {
      isHeld = true
    },
    release: () => {
      isHeld = false
      for (const open of gates.splice(0)) open()
    },
  }
}
const blocks = (balances: readonly Balance[]) =>
  balances.map((balance) => (balance.kind === 'read' ? Number(balance.block) : null))

describe('createCachedBalances', () => {
  test('default', async () => {
    const { ask, pass, calls } = startReader()
    const first = await ask([coins()], 15)
    pass(14)
    expect(await ask([coins()], 15)).toEqual(first)
    expect(calls).toHaveLength(1)
    pass(1)
    expect(blocks(await ask([coins()], 15))).toEqual([2])
  })

  test('behavior: age 0 reads anew, and callers that accept older balances get the result', async () => {
    const { ask, calls } = startReader()
    await ask([coins()], 15)
    expect(blocks(await ask([coins()], 0))).toEqual([2])
    expect(blocks(await ask([coins()], 0))).toEqual([3])
    expect(blocks(await ask([coins()], 15))).toEqual([3])
    expect(calls).toHaveLength(3)
  })

  test('behavior: parallel callers of the same read share one answer', async () => {
    const { ask, hold, release, calls } = startReader()
    hold()
    const asked = Array.from({ length: 20 }, () => ask([coins()], 15))
    release()
    expect(new Set((await Promise.all(asked)).flatMap(blocks))).toEqual(new Set([1]))
    expect(calls).toHaveLength(1)
  })

  test('behavior: an unlock does not join a read that began earlier', async () => {
    const { ask, hold, release, calls } = startReader()
    hold()
    const shown = ask([coins()], 15)
    const unlocked = ask([coins()], 0)
    release()
    expect(blocks(await shown)).toEqual([1])
    expect(blocks(await unlocked)).toEqual([2])
    expect(calls).toHaveLength(2)
  })

  test('behavior: a read that began too long ago is not joined', async () => {
    const { ask, hold, release, pass, calls } = startReader()
    hold()
    const early = ask([coins()], 15)
    pass(15)
    const late = ask([coins()], 15)
    release()
    expect(blocks([...(await early), ...(await late)])).toEqual([1, 2])
    expect(calls).toHaveLength(2)
  })

  test('behavior: a late older read does not replace a newer one', async () => {
    const { ask, hold, release, pass } = startReader()
    hold()
    const early = ask([coins()], 0)
    pass(5)
    const late = ask([coins()], 0)
    release()
    await Promise.all([early, late])
    expect(blocks(await ask([coins()], 15))).toEqual([2])
  })

  test('behavior: balances of two wallets on one chain always come from one read', async () => {
    const { ask, calls } = startReader()
    const [mine, yours] = [coins(wallet('a')), coins(wallet('b'))]
    await ask([mine], 15)
    await ask([yours], 15)
    expect(blocks(await ask([mine, yours], 15))).toEqual([3, 3])
    expect(blocks(await ask([yours, mine], 15))).toEqual([3, 3])
    await ask([yours], 0)
    expect(blocks(await ask([mine, yours], 15))).toEqual([5, 5])
    expect(calls).toHaveLength(5)
  })

  test('behavior: chains are read separately', async () => {
    const { ask, calls } = startReader()
    const [here, there] = [coins(), coins(wallet('a'), polygon)]
    await ask([there], 15)
    expect(blocks(await ask([here, there, here], 15))).toEqual([2, 1, 2])
    expect(calls.map((reads) => reads.length)).toEqual([1, 1])
  })

  test('refuses: to answer for one wallet or block with the balance of another', async () => {
    const { ask } = startReader()
    const [first] = await ask([coins(wallet('a'))], 15)
    const [second] = await ask([coins(wallet('b'))], 15)
    expect(first).toMatchObject({ amount: BigInt(wallet('a')), block: 1n })
    expect(second).toMatchObject({ amount: BigInt(wallet('b')), block: 2n })
    expect(blocks(await ask([{ ...coins(), at: { block: 7n } }], 15))).toEqual([3])
    expect(blocks(await ask([{ ...coins(), at: { ago: 7 } }], 15))).toEqual([4])
    expect(blocks(await ask([{ ...coins(), at: { block: 7n } }], 15))).toEqual([3])
  })

  test('behavior: after a failed read the whole chain is read again', async () => {
    let isBroken = true
    const { ask } = startReader({
      spoil: (read) => isBroken && 'owner' in read && read.owner === wallet('b'),
    })
    const both = [coins(wallet('a')), coins(wallet('b'))]
    expect(blocks(await ask(both, 15))).toEqual([1, null])
    isBroken = false
    expect(blocks(await ask(both, 15))).toEqual([2, 2])
    expect(blocks(await ask(both, 15))).toEqual([2, 2])
  })

  test('behavior: a full cache drops the oldest entry', async () => {
    const { ask, calls } = startReader({ most: 2 })
    await ask([coins(wallet('a'))], 15)
    await ask([coins(wallet('b'))], 15)
    await ask([coins(wallet('d'))], 15)
    expect(calls).toHaveLength(3)
    expect(blocks(await ask([coins(wallet('b'))], 15))).toEqual([2])
    expect(blocks(await ask([coins(wallet('a'))], 15))).toEqual([4])
  })
})
