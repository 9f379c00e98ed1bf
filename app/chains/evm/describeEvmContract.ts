import { encodeFunctionData, parseAbi } from 'viem/utils'
import {
  type ContractDescription,
  type EvmTokenDescription,
  MAX_DECIMALS,
} from '../../core/chain/describe.ts'
import type { ChainSlug, EvmAddress } from '../../core/chain/types.ts'
import { UpstreamError } from '../../core/errors/base.ts'
import type { Rpc } from '../rpc/types.ts'
import { encodeSupportsInterface } from './erc165.ts'
import { parseWord } from './listedTokens.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'
import { decodeText, readContracts } from './readContracts.ts'

export type CreateDescribeContractParameters = { readonly rpc: Rpc }
export type DescribeContractParameters = { readonly chain: ChainSlug; readonly contract: EvmAddress }

const gasCap = 1_000_000
const timeoutMs = 8_000
const word = { limit: 33, gasCap }
const text = { limit: 224, gasCap }
const abi = parseAbi([
  'function decimals() view returns (uint8)',
  'function balanceOf(address owner) view returns (uint256)',
  'function totalSupply() view returns (uint256)',
  'function name() view returns (string)',
  'function symbol() view returns (string)',
])
/** Any address but zero: some tokens revert for the balance of zero. */
const someone = `0x${'1'.padStart(40, '0')}` as const

const questions = {
  erc165: { data: encodeSupportsInterface('erc165'), ...word },
  anything: { data: encodeSupportsInterface('none'), ...word },
  erc721: { data: encodeSupportsInterface('erc721'), ...word },
  erc1155: { data: encodeSupportsInterface('erc1155'), ...word },
  listing: { data: encodeSupportsInterface('erc721Enumerable'), ...word },
  decimals: { data: encodeFunctionData({ abi, functionName: 'decimals' }).slice(2), ...word },
  balance: {
    data: encodeFunctionData({ abi, functionName: 'balanceOf', args: [someone] }).slice(2),
    ...word,
  },
  supply: { data: encodeFunctionData({ abi, functionName: 'totalSupply' }).slice(2), ...word },
  name: { data: encodeFunctionData({ abi, functionName: 'name' }).slice(2), ...text },
  symbol: { data: encodeFunctionData({ abi, functionName: 'symbol' }).slice(2), ...text },
}

/**
 * Make `describeContract`: one request that asks for ERC-165 interfaces, decimals and names. If there is no code, a
 * second one asks whether the address has been used as a wallet.
 *
 * An ERC-721 lists its tokens if it says so by ERC-165. An ERC-20 has no interface id, so a contract that answers
 * `decimals` (at most 36) and `balanceOf` counts as one. Names are cleaned, and empty if the contract gives none. Takes
 * eight seconds at most.
 * The function made throws {UpstreamError} ERR_CHAIN_READ.
 * @see https://eips.ethereum.org/EIPS/eip-165
 * @see https://eips.ethereum.org/EIPS/eip-721 ERC721Enumerable
 */
export function createDescribeContract({ rpc }: CreateDescribeContractParameters) {
  return async ({ chain, contract }: DescribeContractParameters): Promise<ContractDescription> => {
    const calls = Object.values(questions).map((question) => ({ target: contract, ...question }))
    const { results } = await readContracts({ rpc, chain, calls, timeoutMs })
    const found = readDescription(
      Object.fromEntries(Object.keys(questions).map((name, i) => [name, results[i]])),
    )
    const isEmpty = found.kind === 'unknown' && found.reason === 'no-code'
    const isUsed = isEmpty && (await isUsedWallet({ rpc, chain, address: contract }))
    return isUsed ? { kind: 'unknown', reason: 'wallet' } : found
  }
}

/** Whether an address without code has sent a transaction or holds coins. False if the chain does not answer that. */
async function isUsedWallet({
  rpc,
  chain,
  address,
}: {
  rpc: Rpc
  chain: ChainSlug
  address: EvmAddress
}): Promise<boolean> {
  const params = [address, 'latest']
  const calls = ['eth_getTransactionCount', 'eth_getBalance'].map((method) => ({
    method,
    params,
    parse: parseQuantity,
  }))
  try {
    const answers = await rpc({ chain, timeoutMs, calls })
    return answers.some((answer) => answer.kind === 'answer' && answer.value > 0n)
  } catch (error) {
    if (error instanceof UpstreamError) return false
    throw error
  }
}

function parseQuantity(result: unknown): bigint {
  if (typeof result !== 'string' || !/^0x[0-9a-f]{1,64}$/i.test(result)) throw new Error('This is no number.')
  return BigInt(result)
}

/** The result of each question, by its name. */
type Answers = { readonly [Question in keyof typeof questions]?: InnerResult | undefined }

function readDescription(answers: Answers): ContractDescription {
  const { erc165, anything, erc721, erc1155, listing, decimals, balance, supply, name, symbol } = answers
  if (erc165?.kind === 'no-code') return { kind: 'unknown', reason: 'no-code' }
  const total = parseWord(supply)
  const label = {
    name: textOf(name),
    symbol: textOf(symbol),
    ...(total === null ? {} : { supply: String(total) }),
  }
  const isSupported = (answer: InnerResult | undefined) =>
    parseWord(erc165) === 1n && parseWord(anything) !== 1n && parseWord(answer) === 1n
  const places = parseWord(decimals)
  // Tried in this order. If a kind is always null here, nobody can choose it.
  const found: { [Kind in EvmTokenDescription['kind']]: DescriptionOf<Kind> | null } = {
    erc721: isSupported(erc721) ? { kind: 'erc721', ...label, listsTokens: parseWord(listing) === 1n } : null,
    erc1155: isSupported(erc1155) ? { kind: 'erc1155', ...label } : null,
    erc20:
      places !== null && places <= BigInt(MAX_DECIMALS) && parseWord(balance) !== null
        ? { kind: 'erc20', ...label, decimals: Number(places) }
        : null,
  }
  return Object.values(found).find((one) => one !== null) ?? { kind: 'unknown', reason: 'not-a-token' }
}

type DescriptionOf<Kind> = EvmTokenDescription & { readonly kind: Kind }

function textOf(result: InnerResult | undefined): string {
  return result?.kind === 'answer' ? decodeText(result.data) : ''
}
