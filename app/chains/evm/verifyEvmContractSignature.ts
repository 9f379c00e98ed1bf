import { hashMessage } from 'viem'
import { isErc6492Signature, parseErc6492Signature } from 'viem/utils'
import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import type { Rpc } from '../rpc/createRpc.ts'
import { callContracts } from './callContracts.ts'
import type { ContractCall } from './multicall/calls.ts'
import { encodeCalls, reserveGas } from './multicall/encodeCalls.ts'
import { type WalletFactory, walletFactories } from './walletFactories.ts'

export type CreateVerifyContractSignatureParameters = {
  readonly rpc: Rpc
  readonly factories?: readonly WalletFactory[]
}
export type VerifyContractSignatureParameters = {
  readonly chain: ChainSlug
  readonly address: EvmAddress
  readonly message: string
  readonly signature: string
}

const mostSignatureBytes = 4_096
/** For deploying the wallet (at most half of it) and asking it. */
const gasCap = 1_000_000
const timeoutMs = 2_000
const isValidSignature = '1626ba7e'
const magicAnswer = isValidSignature.padEnd(64, '0')

/**
 * Make `verifyContractSignature`: ERC-1271, and ERC-6492 with an allowed factory and function, in one request.
 *
 * True only for exactly the magic word. Bounds: 4 KiB of signature, 1 M gas, 2 s, configured chains.
 * The function made throws {UpstreamError} ERR_CHAIN_READ when the chain could not be asked.
 * @see https://eips.ethereum.org/EIPS/eip-1271 https://eips.ethereum.org/EIPS/eip-6492
 */
export function createVerifyContractSignature(parameters: CreateVerifyContractSignatureParameters) {
  const { rpc, factories = walletFactories } = parameters
  return async ({
    chain,
    address,
    message,
    signature,
  }: VerifyContractSignatureParameters): Promise<boolean> => {
    const parsed = parseSignature(signature)
    if (!parsed || (parsed.deployment && !isAllowed(parsed.deployment, factories))) return false
    const question: ContractCall = {
      target: address,
      data: isValidSignature + hashMessage(message).slice(2) + encodeBytes(parsed.signature),
      limit: 33,
      gasCap,
    }
    const calls = parsed.deployment ? [parsed.deployment, question] : [question]
    const requestBytes = encodeCalls(calls).length / 2
    const gas = gasCap + reserveGas(calls) + 53_000 + 42 * requestBytes
    const { results } = await callContracts({ rpc, chain, calls, gas, timeoutMs })
    const answer = results.at(-1)
    return answer?.kind === 'answer' && answer.data === magicAnswer
  }
}

function isAllowed({ target, data }: ContractCall, factories: readonly WalletFactory[]): boolean {
  return factories.some(({ address, selector }) => target === address && data.startsWith(selector))
}

/** `signature` is hex without `0x`. */
type ParsedSignature = { readonly signature: string; readonly deployment: ContractCall | null }

function parseSignature(text: string): ParsedSignature | null {
  if (text.length > 2 + 2 * mostSignatureBytes || !/^0x(?:[0-9a-fA-F]{2})*$/.test(text)) return null
  const hex = text.toLowerCase() as `0x${string}`
  if (!isErc6492Signature(hex)) return { signature: hex.slice(2), deployment: null }
  try {
    const { address, data, signature } = parseErc6492Signature(hex)
    if (!address || !data) return null
    const target = address.toLowerCase() as EvmAddress
    return {
      signature: signature.slice(2),
      deployment: { target, data: data.slice(2), limit: 0, gasCap, mode: 'writes' },
    }
  } catch {
    return null
  }
}

/** ABI-encode a `bytes` that is the second of two arguments: its offset, length and padded content. */
function encodeBytes(hex: string): string {
  const length = hex.length / 2
  const padded = hex.padEnd(Math.ceil(length / 32) * 64, '0')
  return (64).toString(16).padStart(64, '0') + length.toString(16).padStart(64, '0') + padded
}
