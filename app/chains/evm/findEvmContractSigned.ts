import { hashMessage } from 'viem'
import { isErc6492Signature, parseErc6492Signature } from 'viem/utils'
import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import type { Rpc } from '../rpc/types.ts'
import { callContracts } from './callContracts.ts'
import type { ContractCall } from './multicall/calls.ts'
import { encodeCalls, reserveGas } from './multicall/encodeCalls.ts'
import { splitCalls } from './splitCalls.ts'
import { type WalletFactory, walletFactories } from './walletFactories.ts'

export type CreateFindContractSignedParameters = {
  readonly rpc: Rpc
  readonly factories?: readonly WalletFactory[]
}
export type FindContractSignedParameters = {
  readonly chain: ChainSlug
  readonly address: EvmAddress
  /** The texts that may have been signed, the likeliest first. */
  readonly messages: readonly string[]
  readonly signature: string
}

const mostSignatureBytes = 4_096
/** For each message, and for deploying the wallet, which gets 480,000 at least. */
const gasCap = 1_000_000
/** For all messages together, below what nodes give an `eth_call` and what a transaction may take (EIP-7825). */
const mostGas = 12_000_000
const timeoutMs = 2_000
const isValidSignature = '1626ba7e'
const magicAnswer = isValidSignature.padEnd(64, '0')

/**
 * Make `findContractSigned`: which of these messages a contract wallet signed, or null. ERC-1271, and ERC-6492 with an
 * allowed factory and function, all messages in one request; those that do not fit it were not signed.
 *
 * Only exactly the magic word is a yes. Bounds: 4 KiB of signature, of which eleven messages fit (40 of one KiB); 1 M gas
 * a message, 12 M in all; 2 s; configured chains.
 * The function made throws {UpstreamError} ERR_CHAIN_READ when the chain could not be asked.
 * @see https://eips.ethereum.org/EIPS/eip-1271 https://eips.ethereum.org/EIPS/eip-6492
 */
export function createFindContractSigned(parameters: CreateFindContractSignedParameters) {
  const { rpc, factories = walletFactories } = parameters
  return async ({
    chain,
    address,
    messages,
    signature,
  }: FindContractSignedParameters): Promise<string | null> => {
    const parsed = parseSignature(signature)
    if (!parsed || (parsed.deployment && !isAllowed(parsed.deployment, factories))) return null
    const questions = composeQuestions({ address, messages, signature: parsed.signature })
    const before = parsed.deployment ? [parsed.deployment] : []
    const [calls = []] = splitCalls([...before, ...questions])
    if (calls.length === before.length) return null
    const requestBytes = encodeCalls(calls).length / 2
    const callGas = Math.min(mostGas, gasCap * (calls.length - before.length))
    const gas = callGas + reserveGas(calls) + 53_000 + 42 * requestBytes
    const { results } = await callContracts({ rpc, chain, calls, gas, timeoutMs })
    const signed = results
      .slice(before.length)
      .findIndex((answer) => answer.kind === 'answer' && answer.data === magicAnswer)
    return messages[signed] ?? null
  }
}

function composeQuestions({
  address,
  messages,
  signature,
}: Omit<FindContractSignedParameters, 'chain'>): ContractCall[] {
  const signed = encodeBytes(signature)
  // Gas is shared by these caps: with many messages the wallet's deployment would get too little of it.
  const cap = Math.min(gasCap, Math.floor((2 * mostGas) / messages.length))
  return messages.map((message) => ({
    target: address,
    data: isValidSignature + hashMessage(message).slice(2) + signed,
    limit: 33,
    gasCap: cap,
  }))
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
