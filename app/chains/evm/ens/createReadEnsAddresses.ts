import { normalize } from 'viem/ens'
import { parseChainSlug } from '../../../core/chain/parseChainSlug.ts'
import type { ChainPort, EnsAnswer } from '../../../ports/chain.ts'
import type { Rpc } from '../../rpc/types.ts'
import { readContracts } from '../readContracts.ts'
import type { Ask } from './readLookups.ts'
import { readNameAddresses } from './readNameAddresses.ts'

const chain = parseChainSlug('ethereum')
/** Keeps the calls of one request within what nodes take. */
const BATCH = 20
const TIMEOUT_MS = 15_000

type CreateReadEnsAddressesParameters = {
  readonly rpc: Rpc
  /** URLs of gateways that may be asked for off-chain names, exactly as contracts spell them. */
  readonly gateways: readonly string[]
  /** For each batch of twenty names. */
  readonly timeoutMs?: number
}

/** Make `readEnsAddresses`. Batches come one after the other. A name that cannot be normalised has no address. */
export function createReadEnsAddresses(
  parameters: CreateReadEnsAddressesParameters,
): ChainPort['readEnsAddresses'] {
  return async ({ names }) => {
    const normal = names.map(findNormal)
    const asked = [...new Set(normal.filter((name) => name !== null))]
    const found = new Map<string, EnsAnswer>()
    for (let i = 0; i < asked.length; i += BATCH) {
      const batch = asked.slice(i, i + BATCH)
      const answers = await readBatch({ ...parameters, names: batch })
      for (const [at, name] of batch.entries()) found.set(name, answers[at] ?? { kind: 'unread' })
    }
    return normal.map((name) => (name === null ? { kind: 'none' } : (found.get(name) ?? { kind: 'unread' })))
  }
}

/** Empty if the chain did not answer. */
async function readBatch({
  rpc,
  gateways,
  names,
  timeoutMs = TIMEOUT_MS,
}: CreateReadEnsAddressesParameters & { names: readonly string[] }): Promise<EnsAnswer[]> {
  const deadline = performance.now() + timeoutMs
  const ask: Ask = async (calls) => {
    const left = Math.max(1, deadline - performance.now())
    return (await readContracts({ rpc, chain, calls, timeoutMs: left })).results
  }
  const settled = await readNameAddresses({ ask, names, gateways, deadline }).catch(() => [])
  return settled.map((one) => {
    if (one.status === 'rejected') return { kind: 'unread' }
    return one.value ? { kind: 'found', address: one.value } : { kind: 'none' }
  })
}

function findNormal(name: string): string | null {
  try {
    return normalize(name)
  } catch {
    return null
  }
}
