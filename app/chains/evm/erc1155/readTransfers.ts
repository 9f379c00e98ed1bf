import type { ChainSlug, EvmAddress } from '../../../core/chain/types.ts'
import { nullIfKnown } from '../../../core/errors/nullIfKnown.ts'
import type { Rpc } from '../../rpc/types.ts'
import { parseHead } from '../createHeadFinder.ts'
import {
  composeTransferQuery,
  type PageSizes,
  type ReceivedIds,
  type TransferQuery,
} from './composeTransferQuery.ts'

/** The wallets that a contract is scanned for, and the progress. `readTransfers` changes it. */
export type ScanTarget = {
  readonly contract: EvmAddress
  readonly owners: readonly EvmAddress[]
  /** The earliest block to scan. */
  readonly firstBlock: bigint
  /** The blocks that have been scanned, without a hole; null for none. */
  span: { readonly from: bigint; readonly until: bigint } | null
  readonly ids: ReadonlyMap<EvmAddress, Set<bigint>>
}

export type ReadTransfersParameters = {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly targets: readonly ScanTarget[]
  /** The block to look up to; null for the latest. */
  readonly until: bigint | null
  readonly sizes: PageSizes
  readonly timeoutMs: number
}

/** Latest blocks to scan again each time, as a reorganisation may replace them. Polygon once replaced 157. */
const RESCANNED_BLOCKS = 256n
/** Requests of a check besides the opening one, and ranges that each of them asks for. */
const MOST_SCAN_REQUESTS = 12
const PAGES_PER_REQUEST = 4
const maxBytes = 4 * 1024 * 1024
/** Limit of the opening request. Scanning a whole chain may take long, and smaller ranges need time too. */
const openingMs = 3_000

/**
 * Scan a chain's logs for ids that wallets received: one request if the endpoint answers the whole range, and up to 12
 * more if it answers only parts. If the opening request fails, one more asks for the latest block alone. Results stay
 * in the targets, so that the next check continues from there.
 *
 * Returns the latest block, or null if no endpoint reported it; a failing node does not throw. New blocks come first,
 * then older ones backwards, as a wallet most likely still holds what it received lately.
 */
export async function readTransfers(parameters: ReadTransfersParameters): Promise<bigint | null> {
  const { targets, sizes, chain } = parameters
  const deadline = performance.now() + parameters.timeoutMs
  const leftMs = () => deadline - performance.now()
  const head = await openScan({ ...parameters, timeoutMs: Math.min(openingMs, leftMs()) })
  if (head === null) return null
  const goal = parameters.until ?? head
  for (let request = 0; request < MOST_SCAN_REQUESTS && leftMs() > 0; request++) {
    const target = targets.find((one) => !isScanned({ target: one, goal }))
    if (!target) break
    const pages = listPages({ target, goal, size: sizes.of(chain) })
    const answered = await readLogPages({ ...parameters, queries: pages, timeoutMs: leftMs() })
    const refused = pages.findIndex((_, i) => !answered?.received[i])
    const kept = refused < 0 ? pages : pages.slice(0, refused)
    for (const [i, page] of kept.entries()) {
      addPage({ target, page: { ...page, until: toBlock(page, goal) }, ids: answered?.received[i] })
    }
    const page = pages[refused]
    if (page && !sizes.shrink({ chain, blocks: toBlock(page, goal) - page.from + 1n })) break
  }
  return head
}

/** Whether all blocks from the target's first one up to `goal` have been scanned. */
export function isScanned({ target, goal }: { target: ScanTarget; goal: bigint }): boolean {
  return findNextPage({ target, goal, size: null }) === null
}

/** Whether a span ends over 256 blocks after the latest block. Its endpoint was wrong, so all of it is discarded. */
export function isBeyond({ span, head }: { span: ScanTarget['span']; head: bigint }): boolean {
  return span !== null && span.until > head + RESCANNED_BLOCKS
}

/** Ask for the latest block and, if the endpoint may accept the ranges, for the logs of all missing blocks. */
async function openScan(parameters: ReadTransfersParameters): Promise<bigint | null> {
  const { targets, until, sizes, chain } = parameters
  const size = sizes.of(chain)
  const asked = targets.flatMap((target) => {
    const { span, contract, owners, firstBlock } = target
    const from = span ? chooseLarger(0n, span.until - RESCANNED_BLOCKS + 1n) : firstBlock
    // Without a span the range is the whole chain. An endpoint with a known page size refuses it.
    if ((until !== null && from > until) || (!span && size !== null)) return []
    return [{ target, query: { contract, owners, from, until: until ?? ('latest' as const) } }]
  })
  const queries = asked.map(({ query }) => query)
  let answered = await readLogPages({ ...parameters, queries })
  if (!answered && queries.length > 0) answered = await readLogPages({ ...parameters, queries: [] })
  if (!answered) return null
  const { head, received } = answered
  // A node's answer about blocks that it does not have yet means nothing.
  if (until !== null && head < until) return null
  const wrong = targets.filter(({ span }) => isBeyond({ span, head }))
  for (const target of wrong) target.span = null
  for (const [i, { target, query }] of asked.entries()) {
    if (wrong.includes(target)) continue
    const ids = received[i]
    const block = toBlock(query, head)
    if (ids) addPage({ target, page: { ...query, until: block }, ids })
    else {
      sizes.shrink({ chain, blocks: block - query.from + 1n })
      target.span = removeLatest(target.span)
    }
  }
  return head
}

/** Drop the blocks that a reorganisation may have replaced, until they are scanned again. */
function removeLatest(span: ScanTarget['span']): ScanTarget['span'] {
  const until = span ? span.until - RESCANNED_BLOCKS : -1n
  return span && until >= span.from ? { from: span.from, until } : null
}

type ReadLogPagesParameters = Pick<ReadTransfersParameters, 'rpc' | 'chain' | 'timeoutMs'> & {
  readonly queries: readonly TransferQuery[]
}
type Answered = { readonly head: bigint; readonly received: readonly (ReceivedIds | null)[] }

/** Null if no endpoint answered. It also asks for the latest block, so that refusing all ranges is no failure. */
async function readLogPages({
  rpc,
  chain,
  timeoutMs,
  queries,
}: ReadLogPagesParameters): Promise<Answered | null> {
  const calls = [
    { method: 'eth_blockNumber', params: [], parse: parseHead },
    ...queries.map(composeTransferQuery),
  ]
  try {
    const [head, ...pages] = await rpc<bigint | ReceivedIds>({ chain, timeoutMs, maxBytes, calls })
    if (head?.kind !== 'answer' || typeof head.value !== 'bigint') return null
    const received = pages.map((page) =>
      page.kind === 'answer' && typeof page.value !== 'bigint' ? page.value : null,
    )
    return { head: head.value, received }
  } catch (error) {
    return nullIfKnown(error)
  }
}

type FindNextPageParameters = {
  readonly target: ScanTarget
  readonly goal: bigint
  readonly size: bigint | null
}

/** The next blocks to scan; null if none are missing. */
function findNextPage({
  target,
  goal,
  size,
}: FindNextPageParameters): { from: bigint; until: bigint } | null {
  const { span, firstBlock } = target
  if (span && span.until < goal) {
    const from = span.until + 1n
    return { from, until: size === null ? goal : chooseSmaller(goal, from + size - 1n) }
  }
  const until = span ? span.from - 1n : goal
  if (until < firstBlock) return null
  return { from: size === null ? firstBlock : chooseLarger(firstBlock, until - size + 1n), until }
}

function listPages({ target, goal, size }: FindNextPageParameters): TransferQuery[] {
  const pages: TransferQuery[] = []
  let { span } = target
  while (pages.length < PAGES_PER_REQUEST) {
    const page = findNextPage({ target: { ...target, span }, goal, size })
    if (!page) break
    pages.push({ contract: target.contract, owners: target.owners, ...page })
    span = mergeSpan(span, page)
  }
  return pages
}

function addPage({
  target,
  page,
  ids,
}: {
  target: ScanTarget
  page: { readonly from: bigint; readonly until: bigint }
  ids: ReceivedIds | null | undefined
}): void {
  for (const [owner, received] of ids ?? []) {
    for (const id of received) target.ids.get(owner)?.add(id)
  }
  target.span = mergeSpan(target.span, page)
}

/** Extend a span by a page, which is next to it or overlaps with it. */
function mergeSpan(span: ScanTarget['span'], page: { readonly from: bigint; readonly until: bigint }) {
  return span
    ? { from: chooseSmaller(span.from, page.from), until: chooseLarger(span.until, page.until) }
    : { from: page.from, until: page.until }
}

function toBlock({ until }: Pick<TransferQuery, 'until'>, latest: bigint): bigint {
  return until === 'latest' ? latest : until
}

function chooseSmaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other
}

function chooseLarger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
