import {
  decodeAbiParameters,
  decodeErrorResult,
  encodeAbiParameters,
  encodeFunctionData,
  parseAbi,
} from 'viem/utils'
import type { EvmAddress } from '../../../core/chain/types.ts'
import type { InnerResult } from '../multicall/decodeAnswers.ts'

/** An off-chain lookup that a contract asks for; hex without `0x`. @see https://eips.ethereum.org/EIPS/eip-3668 */
export type Lookup = {
  readonly sender: EvmAddress
  readonly urls: readonly string[]
  readonly callData: string
  readonly callback: string
  readonly extraData: string
}

const abi = parseAbi([
  'function resolver(bytes32 node) view returns (address)',
  'function name(bytes32 node) view returns (string)',
  'function addr(bytes32 node) view returns (address)',
  'function resolve(bytes name, bytes data) view returns (bytes)',
])
const lookupAbi = parseAbi([
  'error OffchainLookup(address sender, string[] urls, bytes callData, bytes4 callbackFunction, bytes extraData)',
])
/** The library ignores the padding of a word. This refuses an address or selector whose padding is not zero. */
const cleanLookup = /^[0-9a-f]{8}0{24}[0-9a-f]{40}[0-9a-f]{128}[0-9a-f]{8}0{56}/
const twoBytes = [{ type: 'bytes' }, { type: 'bytes' }] as const
const mostUrls = 8
const mostNameBytes = 255
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Encode a call about a node, hex without `0x`. */
export function encodeNodeCall(functionName: 'resolver' | 'name' | 'addr', node: `0x${string}`): string {
  return encodeFunctionData({ abi, functionName, args: [node] }).slice(2)
}

/** Encode a call of `resolve` for a wildcard resolver; hex without `0x`. @see https://docs.ens.domains/ensip/10 */
export function encodeResolve(dnsName: `0x${string}`, data: string): string {
  return encodeFunctionData({ abi, functionName: 'resolve', args: [dnsName, `0x${data}`] }).slice(2)
}

/** Decode an address that is not zero; null for anything else. */
export function decodeAddress(result: InnerResult | undefined): EvmAddress | null {
  if (result?.kind !== 'answer' || !/^0{24}[0-9a-f]{40}$/.test(result.data)) return null
  return /[1-9a-f]/.test(result.data) ? (`0x${result.data.slice(24)}` as EvmAddress) : null
}

/** Decode the one string of an answer, 1 to 255 bytes of UTF-8; null for anything else. */
export function decodeName(result: InnerResult | undefined): string | null {
  const bytes = result?.kind === 'answer' ? decodeBytes(result.data) : null
  if (!bytes || bytes.length > 2 * mostNameBytes) return null
  try {
    // The library's own decoding of strings would replace invalid UTF-8.
    return utf8.decode(Buffer.from(bytes, 'hex'))
  } catch {
    return null
  }
}

/** Decode the one `bytes` of an answer, hex; null if it does not hold them. */
export function decodeBytes(data: string): string | null {
  try {
    return decodeAbiParameters([{ type: 'bytes' }], `0x${data}`)[0].slice(2)
  } catch {
    return null
  }
}

/** Decode the revert data `OffchainLookup`; null for any other. */
export function decodeLookup(revert: string): Lookup | null {
  if (!cleanLookup.test(revert)) return null
  try {
    const error = decodeErrorResult({ abi: lookupAbi, data: `0x${revert}` })
    if (error.errorName !== 'OffchainLookup') return null
    const [sender, urls, callData, callback, extraData] = error.args
    if (/^0x0*$/.test(sender) || urls.length > mostUrls) return null
    return {
      sender: sender.toLowerCase() as EvmAddress,
      urls,
      callData: callData.slice(2),
      callback: callback.slice(2),
      extraData: extraData.slice(2),
    }
  } catch {
    return null
  }
}

/** Encode the call that brings a gateway's answer back to the contract; all in hex without `0x`. */
export function encodeCallback({ callback, extraData }: Lookup, answer: string): string {
  return callback + encodeAbiParameters(twoBytes, [`0x${answer}`, `0x${extraData}`]).slice(2)
}

type ReadGatewayParameters = {
  /** The URL that the contract names, with `{sender}` and perhaps `{data}`. */
  readonly template: string
  readonly sender: string
  /** Hex with `0x`. */
  readonly data: string
  readonly timeoutMs: number
}

const mostBytes = 64 * 1024

/**
 * Ask a gateway for a contract's off-chain data; returns hex with `0x`.
 *
 * The caller must check that the URL is on the list of allowed gateways. Redirects are not followed.
 * @see https://eips.ethereum.org/EIPS/eip-3668
 */
export async function readGateway({
  template,
  sender,
  data,
  timeoutMs,
}: ReadGatewayParameters): Promise<string> {
  const url = template.replaceAll('{sender}', sender).replaceAll('{data}', data)
  const shared = { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) } as const
  const response = template.includes('{data}')
    ? await fetch(url, shared)
    : await fetch(url, {
        ...shared,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ data, sender }),
      })
  if (!response.ok || !response.body) throw new Error(`HTTP status ${response.status}`)
  const answer: unknown = JSON.parse(await readBody(response.body))
  const found = typeof answer === 'object' && answer !== null && 'data' in answer ? answer.data : null
  if (typeof found === 'string' && /^0x(?:[0-9a-f]{2})*$/i.test(found)) return found.toLowerCase()
  throw new Error('the answer has no valid "data"')
}

async function readBody(body: ReadableStream<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  const reader = body.getReader()
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks).toString('utf8')
    size += value.length
    if (size > mostBytes) {
      await reader.cancel()
      throw new Error('the answer is too large')
    }
    chunks.push(value)
  }
}
