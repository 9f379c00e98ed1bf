import { parseEvmAddress } from '../../core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../core/chain/types.ts'
import type { DelegationScope } from '../../core/requirement/reads.ts'
import type { ContractCall } from './multicall/calls.ts'
import type { InnerResult } from './multicall/decodeAnswers.ts'

/**
 * The registries of delegate.xyz, at the same addresses on every chain they are on.
 * @see https://docs.delegate.xyz/technical-documentation/delegate-registry
 */
export const registries: { readonly v1: EvmAddress; readonly v2: EvmAddress } = {
  v1: parseEvmAddress('0x00000000000076a84fef008cdabe6409d2fe638b'),
  v2: parseEvmAddress('0x00000000000000447e69651d841bd8d104bed493'),
}

/** `bytes32("palisade")`. Asked for these rights, v2 answers for delegations without a right too. */
export const rights = Buffer.from('palisade').toString('hex').padEnd(64, '0')

/** What v1 says yes with, and v2 where a whole wallet or contract is lent. */
const everything = (1n << 256n) - 1n
const word = { limit: 33, gasCap: 1_000_000 }

/** `checkDelegateFor…(to, from, …, rights)` of v2. */
const v2Selectors = {
  wallet: 'e839bd53',
  contract: '8988eea9',
  erc20: 'ba63c817',
  erc721: 'b9f36874',
  erc1155: 'b8705875',
} satisfies Record<DelegationScope['kind'], string>

/** `checkDelegateForAll`, `…ForContract` and `…ForToken(delegate, vault, …)` of v1, which knows no amounts. */
const v1Selectors = {
  wallet: '9c395bc2',
  contract: '90c9a2d0',
  erc20: '90c9a2d0',
  erc721: 'aba69cf8',
  erc1155: 'aba69cf8',
} satisfies Record<DelegationScope['kind'], string>

type Question = {
  readonly scope: DelegationScope
  readonly vault: EvmAddress
  readonly delegate: EvmAddress
}

/** Ask both registries what a vault has lent: v2 first. */
export function askDelegation({ scope, vault, delegate }: Question): readonly ContractCall[] {
  const words = [pad(delegate), pad(vault)]
  if ('contract' in scope) words.push(pad(scope.contract))
  if ('tokenId' in scope) words.push(scope.tokenId.toString(16).padStart(64, '0'))
  return [
    { target: registries.v2, data: v2Selectors[scope.kind] + words.join('') + rights, ...word },
    { target: registries.v1, data: v1Selectors[scope.kind] + words.join(''), ...word },
  ]
}

/** Read how much was lent from what the registries answered, v2's first; null where one did not say. */
export function readDelegation({
  scope,
  results,
}: {
  scope: DelegationScope
  results: readonly InnerResult[]
}): bigint | null {
  const isAmount = scope.kind === 'erc20' || scope.kind === 'erc1155'
  const lent = results.map((result, i) => amountOf({ result, isAmount: isAmount && i === 0 }))
  if (lent.includes(everything)) return everything
  if (lent.includes(null)) return null
  return lent.reduce<bigint>((most, amount) => (amount !== null && amount > most ? amount : most), 0n)
}

/** A registry that is not on the chain has nothing. */
function amountOf({ result, isAmount }: { result: InnerResult; isAmount: boolean }): bigint | null {
  if (result.kind === 'no-code') return 0n
  if (result.kind === 'failed' || result.data.length !== 64) return null
  const amount = BigInt(`0x${result.data}`)
  if (isAmount) return amount
  if (amount > 1n) return null
  return amount === 1n ? everything : 0n
}

function pad(address: EvmAddress): string {
  return address.slice(2).padStart(64, '0')
}
