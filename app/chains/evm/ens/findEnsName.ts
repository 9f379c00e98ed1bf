import { namehash } from 'viem/ens'
import { parseChainSlug } from '../../../core/chain/parseChainSlug.ts'
import type { EvmAddress } from '../../../core/chain/types.ts'
import type { ChainPort } from '../../../ports/chain.ts'
import type { Rpc } from '../../rpc/types.ts'
import { readContracts } from '../readContracts.ts'
import { decodeAddress, decodeName, encodeNodeCall } from './codec.ts'
import { type Ask, composeResolverCall, isNormal, readNameAddresses } from './readNameAddresses.ts'

type FindEnsNameParameters = {
  readonly rpc: Rpc
  readonly gateways: readonly string[]
  readonly address: EvmAddress
  readonly timeoutMs: number
}

const chain = parseChainSlug('ethereum')
const gasCap = 2_000_000

/** Find the name that an address claims and that points back to it; null if there is none. */
async function findEnsName(parameters: FindEnsNameParameters): Promise<string | null> {
  const { rpc, gateways, address } = parameters
  const deadline = performance.now() + parameters.timeoutMs
  const ask: Ask = async (calls) => {
    const timeoutMs = deadline - performance.now()
    return (await readContracts({ rpc, chain, calls, timeoutMs })).results
  }
  const reverse = namehash(`${address.slice(2)}.addr.reverse`)
  const [reverseResolver] = (await ask([composeResolverCall(reverse)])).map(decodeAddress)
  if (!reverseResolver) return null
  const data = encodeNodeCall('name', reverse)
  const [claimed] = await ask([{ target: reverseResolver, data, limit: 384, gasCap }])
  const name = decodeName(claimed)
  // A name that is not normalised could look like somebody else's.
  if (!name || !isNormal(name)) return null
  const [forward] = await readNameAddresses({ ask, names: [name], gateways, deadline })
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
  const seen = new Map<EvmAddress, { readonly name: Promise<string | null>; until: number }>()
  return ({ address }) => {
    const found = seen.get(address)
    if (found && now() < found.until) return found.name
    const name = findEnsName({ rpc, gateways, address, timeoutMs }).catch(() => null)
    const entry = { name, until: Number.POSITIVE_INFINITY }
    seen.delete(address)
    seen.set(address, entry)
    const [oldest] = seen.keys()
    if (seen.size > most && oldest !== undefined) seen.delete(oldest)
    void name.then((text) => {
      entry.until = now() + (text === null ? seconds.none : seconds.name)
    })
    return name
  }
}
