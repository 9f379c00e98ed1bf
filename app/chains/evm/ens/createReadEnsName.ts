import type { EvmAddress } from '../../../core/chain/types.ts'
import type { ChainPort } from '../../../ports/chain.ts'
import type { Rpc } from '../../rpc/types.ts'
import { findEnsName } from './findEnsName.ts'

export type CreateReadEnsNameParameters = {
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
