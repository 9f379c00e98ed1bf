import { isAddedSlug } from '../core/chain/caip2.ts'
import { listOwnChains, setBlockMs } from '../core/chain/ownChains.ts'
import type { ChainSlug } from '../core/chain/types.ts'
import type { Rpc } from './rpc/types.ts'

/** Over so many blocks the time between two is measured. */
const SPAN = 1_000n
/** A chain's pace changes seldom; one that was not measured is measured again with the next call. */
const MEASURED_FOR_MS = 6 * 3_600_000
const ASK_MS = 10_000
/** No chain is faster, and none that people use is slower. */
const [LEAST_MS, MOST_MS] = [10, 600_000]

type CreateBlockTimerParameters = {
  readonly rpc: Rpc
  /** Asks the second opinion of each chain that `opinions` has. */
  readonly rpcAgain: Rpc
  readonly opinions: { readonly has: (chain: ChainSlug) => boolean }
}

/**
 * Make the function that measures how long the blocks of the operator's chains take. Until then a holding time reaches
 * back too far. Costs two small requests a chain and six hours, and two to its second opinion; never throws.
 */
export function createBlockTimer({
  rpc,
  rpcAgain,
  opinions,
}: CreateBlockTimerParameters): () => Promise<void> {
  const measuredAt = new Map<ChainSlug, number>()
  const measure = async (chain: ChainSlug): Promise<void> => {
    const all = opinions.has(chain) ? [rpc, rpcAgain] : [rpc]
    const paces = await Promise.all(all.map((one) => readPace({ rpc: one, chain })))
    // A node that says that blocks take long would make a holding time short.
    const blockMs = Math.min(MOST_MS, ...paces.map((pace) => pace ?? 0))
    if (blockMs === 0) return
    setBlockMs({ slug: chain, blockMs })
    measuredAt.set(chain, performance.now())
  }
  return async () => {
    const isDue = (chain: ChainSlug) =>
      performance.now() - (measuredAt.get(chain) ?? Number.NEGATIVE_INFINITY) > MEASURED_FOR_MS
    const due = listOwnChains().filter(({ slug }) => isAddedSlug(slug) && isDue(slug))
    await Promise.all(due.map(({ slug }) => measure(slug).catch(() => undefined)))
  }
}

/** Milliseconds from one block to the next; null for a chain that has just begun. */
async function readPace({ rpc, chain }: { rpc: Rpc; chain: ChainSlug }): Promise<number | null> {
  const last = await readBlock({ rpc, chain, block: 'latest' })
  const span = last.number < SPAN ? last.number : SPAN
  if (span === 0n) return null
  const first = await readBlock({ rpc, chain, block: `0x${(last.number - span).toString(16)}` })
  return Math.max(LEAST_MS, Math.round(((last.timestamp - first.timestamp) * 1000) / Number(span)))
}

type Block = { readonly number: bigint; readonly timestamp: number }

function readBlock({ rpc, chain, block }: { rpc: Rpc; chain: ChainSlug; block: string }): Promise<Block> {
  return rpc({
    ...{ chain, timeoutMs: ASK_MS, maxBytes: 1_000_000 },
    ...{ method: 'eth_getBlockByNumber', params: [block, false], isPinned: block !== 'latest' },
    parse: (result) => {
      const { number, timestamp } = (result ?? {}) as Readonly<Record<string, unknown>>
      if (!isQuantity(number) || !isQuantity(timestamp)) throw new Error('the answer is no block')
      return { number: BigInt(number), timestamp: Number(timestamp) }
    },
  })
}

function isQuantity(value: unknown): value is string {
  return typeof value === 'string' && /^0x[0-9a-f]{1,13}$/i.test(value)
}
