import type { Hex } from 'viem'
import {
  encodeFunctionData,
  encodeFunctionResult,
  hashMessage,
  isErc6492Signature,
  parseAbi,
  parseErc6492Signature,
} from 'viem/utils'
import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import { LoginError } from '../../core/errors/base.ts'
import type { LoginPort } from '../../ports/login.ts'
import type { Rpc } from '../rpc/types.ts'
import type { ContractCall } from './multicall/calls.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'
import { encodeCalls, reserveGas } from './multicall/encodeCalls.ts'
import { readContracts, splitCalls } from './readContracts.ts'
import type { WalletFactory } from './walletFactories.ts'

type CreateFindContractSignedParameters = {
  readonly rpc: Rpc
  readonly factories: readonly WalletFactory[]
}

const mostSignatureBytes = 4_096
/** For each message. */
const gasCap = 1_000_000
/** For all messages together. With a deployment it is below the gas of a transaction (EIP-7825), which nodes may ask for. */
const mostGas = 12_000_000
/** For asking whether the wallet is on the chain already. */
const probeGas = 100_000
/** At least for deploying the wallet: Circle's, the dearest of the published ones, takes 1.04 M. */
const deploymentGas = 2_000_000
const timeoutMs = 2_000
/** @see https://eips.ethereum.org/EIPS/eip-1271 */
const abi = parseAbi(['function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)'])
const magicAnswer = encodeFunctionResult({ abi, result: '0x1626ba7e' }).slice(2)

/**
 * Ask a wallet by ERC-1271, and by ERC-6492 with an allowed factory and function. Only the exact magic word is a yes.
 *
 * A creation may run code of anybody's choice: an initializer, a constructor. So what it says counts only for a wallet
 * that was not on the chain, and that the factory itself answers to have made, as ERC-4337 demands of factories. Code
 * inside the creation could otherwise make a wallet by a function that is not allowed, or change the state that a wallet
 * on the chain judges by. A wallet that is on the chain is asked without its factory, in a second request if that is an
 * allowed one.
 *
 * Limits: 4 KiB of signature, with which eleven messages fit into the request (40 with 1 KiB); 1 M gas a message, 12 M
 * together; 2 M more for a deployment; 2 s a request. A message that does not fit counts as not signed.
 * @throws {LoginError} ERR_WALLET_FACTORY if the wallet is not on the chain, and its factory is not allowed
 * @see https://eips.ethereum.org/EIPS/eip-1271 https://eips.ethereum.org/EIPS/eip-6492
 */
export function createFindContractSigned({
  rpc,
  factories,
}: CreateFindContractSignedParameters): LoginPort['findContractSigned'] {
  return async ({ chain, address, messages, signature }) => {
    const parsed = parseSignature(signature)
    if (!parsed) return null
    const { deployment } = parsed
    const questions = composeQuestions({ address, messages, signature: parsed.signature })
    const read = (before: readonly ContractCall[]) => readAnswers({ rpc, chain, before, questions })
    const isForeign = deployment !== null && !isAllowed(deployment, factories)
    if (deployment && !isForeign) {
      const [was, made, ...answers] = await read([composeProbe(address), deployment])
      if (was?.kind === 'no-code') return isAddress(made, address) ? findSigned({ messages, answers }) : null
    }
    const answers = await read([])
    if (isForeign && answers.some(({ kind }) => kind === 'no-code')) throw foreignFactory()
    return findSigned({ messages, answers })
  }
}

/** Ask questions after other calls; the answers to all of them. Without room for a question nothing is asked. */
async function readAnswers({
  rpc,
  chain,
  before,
  questions,
}: {
  readonly rpc: Rpc
  readonly chain: ChainSlug
  readonly before: readonly ContractCall[]
  readonly questions: readonly ContractCall[]
}): Promise<readonly InnerResult[]> {
  const [calls = []] = splitCalls([...before, ...questions])
  const asked = calls.length - before.length
  if (asked <= 0) return []
  const requestBytes = encodeCalls(calls).length / 2
  const beforeGas = before.length > 0 ? probeGas + deploymentGas : 0
  const callGas = Math.min(mostGas, gasCap * asked) + beforeGas
  const gas = callGas + reserveGas(calls) + 53_000 + 42 * requestBytes
  return (await readContracts({ rpc, chain, calls, gas, timeoutMs })).results
}

function findSigned({
  messages,
  answers,
}: {
  readonly messages: readonly string[]
  readonly answers: readonly InnerResult[]
}): string | null {
  const signed = answers.findIndex((answer) => answer.kind === 'answer' && answer.data === magicAnswer)
  return messages[signed] ?? null
}

/** Whether a factory answered with this address. */
function isAddress(answer: InnerResult | undefined, address: EvmAddress): boolean {
  return answer?.kind === 'answer' && answer.data === address.slice(2).padStart(64, '0')
}

/** A question that each contract wallet answers or fails at, for knowing whether there is one. */
function composeProbe(target: EvmAddress): ContractCall {
  const data = encodeFunctionData({ abi, args: [`0x${'0'.repeat(64)}`, '0x'] }).slice(2)
  return { target, data, limit: 33, gasCap: probeGas }
}

function composeQuestions({
  address,
  messages,
  signature,
}: {
  address: EvmAddress
  messages: readonly string[]
  signature: Hex
}): ContractCall[] {
  // Gas is shared in proportion to these caps. With many full caps the wallet's deployment would get too little.
  const cap = Math.min(gasCap, Math.floor((2 * mostGas) / messages.length))
  return messages.map((message) => ({
    target: address,
    data: encodeFunctionData({ abi, args: [hashMessage(message), signature] }).slice(2),
    limit: 33,
    gasCap: cap,
  }))
}

function foreignFactory(): LoginError {
  return new LoginError(
    'ERR_WALLET_FACTORY',
    'This wallet is not on the chain yet, and this server does not know the contract that would put it there.',
    { hint: 'Use another wallet, or make a transaction with this one first.' },
  )
}

function isAllowed({ target, data }: ContractCall, factories: readonly WalletFactory[]): boolean {
  return factories.some(({ address, selector }) => target === address && data.startsWith(selector))
}

type ParsedSignature = { readonly signature: Hex; readonly deployment: ContractCall | null }

function parseSignature(text: string): ParsedSignature | null {
  if (text.length > 2 + 2 * mostSignatureBytes || !/^0x(?:[0-9a-fA-F]{2})*$/.test(text)) return null
  const hex = text.toLowerCase() as `0x${string}`
  if (!isErc6492Signature(hex)) return { signature: hex, deployment: null }
  try {
    const { address, data, signature } = parseErc6492Signature(hex)
    if (!address || !data) return null
    const target = address.toLowerCase() as EvmAddress
    return {
      signature,
      // Gas is shared in proportion to the caps, and those of many messages are twice what there is.
      deployment: { target, data: data.slice(2), limit: 32, gasCap: 2 * deploymentGas, mode: 'writes' },
    }
  } catch {
    return null
  }
}
