import { decodeAbiParameters, encodeFunctionData, hexToBytes, parseAbi, parseAbiParameters } from 'viem/utils'
import { parseEvmAddress } from '../../../core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../../core/chain/types.ts'
import type { ContractCall } from '../multicall/calls.ts'
import type { InnerResult } from '../multicall/decodeAnswers.ts'
import { type LookupParameters, OWN_BATCH, readLookups } from './readLookups.ts'

/** @see https://docs.ens.domains/learn/deployments */
const universalResolver = parseEvmAddress('0xeeeeeeee14d718c2b47d9923deab1335e144eeee')
/** Two for the claimed name, and two for the address that it must point back to. */
const MOST_LOOKUPS = 4
const MOST_BYTES = 255
const COIN_OF_ETHEREUM = 60n
const EVM_BIT = 0x80000000
const abi = parseAbi([
  'function reverseWithGateways(bytes, uint256, string[]) view returns (string, address, address)',
])
const answered = parseAbiParameters('bytes, address, address')
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The coin type by which ENS knows an EVM chain; null for a chain that has none. @see https://docs.ens.domains/ensip/11 */
export function toCoinType(chainId: number): bigint | null {
  if (chainId === 1) return COIN_OF_ETHEREUM
  return chainId > 0 && chainId < EVM_BIT ? BigInt(EVM_BIT + chainId) : null
}

/**
 * Compose the question for the name that an address has claimed on a chain. The resolver answers only with a name whose
 * address on this chain is this one. It sends its questions to gateways through us.
 * @see https://docs.ens.domains/ensip/19
 */
export function composePrimaryNameCall(address: EvmAddress, coinType: bigint): ContractCall {
  const args = [address, coinType, [OWN_BATCH]] as const
  const data = encodeFunctionData({ abi, functionName: 'reverseWithGateways', args }).slice(2)
  return { target: universalResolver, data, limit: 8_192, gasCap: 10_000_000, mode: 'reverts' }
}

type ReadPrimaryNameParameters = Omit<LookupParameters, 'target'> & {
  /** The answer to `composePrimaryNameCall`. */
  readonly result: InnerResult | undefined
}

/** Read the name out of the answer, from gateways if it is kept there; null if there is none. */
export async function readPrimaryName(parameters: ReadPrimaryNameParameters): Promise<string | null> {
  const answer = await readLookups({ ...parameters, target: universalResolver, most: MOST_LOOKUPS }).catch(
    () => null,
  )
  return answer && decodePrimaryName(answer)
}

function decodePrimaryName(answer: string): string | null {
  try {
    const [name] = decodeAbiParameters(answered, `0x${answer}`)
    const bytes = hexToBytes(name)
    // The library's own decoding of strings would replace invalid UTF-8.
    return bytes.length > 0 && bytes.length <= MOST_BYTES ? utf8.decode(bytes) : null
  } catch {
    return null
  }
}
