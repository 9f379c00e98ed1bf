import { findChain } from '../core/chain/findChain.ts'
import { askSource } from './rpc/askSource.ts'
import type { Source } from './rpc/createSource.ts'
import type { Sources } from './rpc/createSources.ts'

/**
 * Ask every source of a chain with several sources for its latest block. So the others expose a stuck source even if no
 * check asks them. Costs one small request for each source that is not barred; never throws.
 */
export async function askHeads({ all }: { all: readonly Sources[] }): Promise<void> {
  const listed = all.flatMap((sources) => sources.list().map((source) => ({ source, sources })))
  const due = listed.filter(
    ({ source }) =>
      source.barredMs() === 0 &&
      listed.some((one) => one.source !== source && one.source.chain === source.chain),
  )
  await Promise.all(due.map((one) => askHead(one).catch(() => undefined)))
}

async function askHead({ source, sources }: { source: Source; sources: Sources }): Promise<void> {
  const isEvm = findChain(source.chain)?.family === 'evm'
  const method = isEvm ? 'eth_blockNumber' : 'getSlot'
  const params = isEvm ? [] : [{ commitment: 'confirmed' }]
  await askSource({
    source,
    sources,
    method,
    params,
    read: (envelope, { seeHead }) => {
      const block = envelope.kind === 'result' ? readBlock(envelope.result) : null
      if (block === null) throw new Error('the answer has no block number')
      seeHead(block)
    },
  })
}

function readBlock(value: unknown): bigint | null {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value >= 0 ? BigInt(value) : null
  return typeof value === 'string' && /^0x[0-9a-f]{1,16}$/i.test(value) ? BigInt(value) : null
}
