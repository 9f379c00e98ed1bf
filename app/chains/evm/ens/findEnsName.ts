import { namehash } from 'viem/ens'
import { loadChain } from '../../../core/chain/loadChain.ts'
import { parseChainSlug } from '../../../core/chain/parseChainSlug.ts'
import type { EvmAddress } from '../../../core/chain/types.ts'
import type { ChainPort } from '../../../ports/chain.ts'
import type { Rpc } from '../../rpc/types.ts'
import { readContracts } from '../readContracts.ts'
import { decodeAddress, decodeName, encodeNodeCall } from './codec.ts'
import type { Ask } from './readLookups.ts'
import {
  composeResolverCall,
  isNormal,
  type ReadNameAddressesParameters,
  readNameAddresses,
} from './readNameAddresses.ts'
import { composePrimaryNameCall, readPrimaryName, toCoinType } from './readPrimaryName.ts'

type FindEnsNameParameters = {
  readonly rpc: Rpc
  readonly gateways: readonly string[]
  readonly timeoutMs: number
} & NameOf
type NameOf = Parameters<ChainPort['readEnsName']>[0]

const ethereum = parseChainSlug('ethereum')
const gasCap = 2_000_000

/**
 * Find the name that an address claims on its chain, and that points back to it there; else, for an address of a key, the
 * same on Ethereum. Null if there is none.
 */
async function findEnsName(parameters: FindEnsNameParameters): Promise<string | null> {
  const { rpc, gateways, address, chain, isKey } = parameters
  const deadline = performance.now() + parameters.timeoutMs
  const ask: Ask = async (calls) => {
    const timeoutMs = deadline - performance.now()
    return (await readContracts({ rpc, chain: ethereum, calls, timeoutMs })).results
  }
  const coinType = toCoinType(loadChain(chain).id)
  const reverse = namehash(`${address.slice(2)}.addr.reverse`)
  // Both in one request, so that a name without the universal resolver takes no longer.
  const primary = coinType === null ? [] : [composePrimaryNameCall(address, coinType)]
  const results = await ask([composeResolverCall(reverse), ...primary])
  const name = await readPrimaryName({ ask, gateways, deadline, result: results[1] })
  // A name that is not normalised could look like somebody else's.
  if (name !== null && isNormal(name)) return name
  // A contract's address may be somebody else's on Ethereum.
  if (!isKey && chain !== ethereum) return null
  const reverseResolver = decodeAddress(results[0])
  if (!reverseResolver) return null
  return readReverseRecord({ ask, gateways, deadline, address, reverse, reverseResolver })
}

type ReadReverseRecordParameters = Pick<ReadNameAddressesParameters, 'ask' | 'gateways' | 'deadline'> & {
  readonly address: EvmAddress
  readonly reverse: `0x${string}`
  readonly reverseResolver: EvmAddress
}

/** Read the record of Ethereum, and look whether its name points back. */
async function readReverseRecord(parameters: ReadReverseRecordParameters): Promise<string | null> {
  const { ask, address, reverse, reverseResolver } = parameters
  const data = encodeNodeCall('name', reverse)
  const [claimed] = await ask([{ target: reverseResolver, data, limit: 384, gasCap }])
  const name = decodeName(claimed)
  if (!name || !isNormal(name)) return null
  const [forward] = await readNameAddresses({ ...parameters, names: [name] })
  return forward?.status === 'fulfilled' && forward.value === address ? name : null
}

type CreateReadEnsNameParameters = {
  readonly rpc: Rpc
  /** URLs of gateways that may be asked for off-chain names, exactly as contracts spell them. */
  readonly gateways: readonly string[]
  /** Unix seconds. */
  readonly now: () => number
  /** For all requests of one name together. */
  readonly timeoutMs?: number
}

const seconds = { name: 3_600, none: 300 }
const most = 10_000

/**
 * Read names within `timeoutMs`, 1.5 s if absent. It never throws, as a name is only displayed. Names are cached for an
 * hour; their absence, and a failure, for five minutes.
 * @see https://docs.ens.domains/web/reverse
 */
export function createReadEnsName(parameters: CreateReadEnsNameParameters): ChainPort['readEnsName'] {
  const { rpc, gateways, now, timeoutMs = 1_500 } = parameters
  const seen = new Map<string, { readonly name: Promise<string | null>; until: number }>()
  return (one) => {
    const key = [one.chain, one.isKey, one.address].join()
    const found = seen.get(key)
    if (found && now() < found.until) return found.name
    const name = findEnsName({ rpc, gateways, timeoutMs, ...one }).catch(() => null)
    const entry = { name, until: Number.POSITIVE_INFINITY }
    seen.delete(key)
    seen.set(key, entry)
    const [oldest] = seen.keys()
    if (seen.size > most && oldest !== undefined) seen.delete(oldest)
    void name.then((text) => {
      entry.until = now() + (text === null ? seconds.none : seconds.name)
    })
    return name
  }
}
