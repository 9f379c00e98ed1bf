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

/** Amount of an unlimited delegation. v2 answers it if a whole wallet or contract is delegated; a yes means it too. */
const everything = (1n << 256n) - 1n
const word = { limit: 33, gasCap: 1_000_000 }

type ScopeOf<Kind extends DelegationScope['kind']> = Extract<DelegationScope, { readonly kind: Kind }>

/**
 * Selectors of each scope. They are `checkDelegateFor…(to, from, …, rights)` of `v2` and
 * `checkDelegateFor…(delegate, vault, …)` of `v1`.
 */
const scopes: {
  readonly [Kind in DelegationScope['kind']]: {
    readonly v2: string
    readonly v1: string
    /** Whether v2 answers an amount; v1 answers only yes or no. */
    readonly isAmount: boolean
    /** Arguments besides the two wallets, in words of 32 bytes. */
    readonly words: (scope: ScopeOf<Kind>) => string[]
  }
} = {
  wallet: { v2: 'e839bd53', v1: '9c395bc2', isAmount: false, words: () => [] },
  contract: {
    v2: '8988eea9',
    v1: '90c9a2d0',
    isAmount: false,
    words: ({ contract }) => [encodeAddress(contract)],
  },
  erc20: {
    v2: 'ba63c817',
    v1: '90c9a2d0',
    isAmount: true,
    words: ({ contract }) => [encodeAddress(contract)],
  },
  erc721: { v2: 'b9f36874', v1: 'aba69cf8', isAmount: false, words: encodeToken },
  erc1155: { v2: 'b8705875', v1: 'aba69cf8', isAmount: true, words: encodeToken },
}

type Question = {
  readonly scope: DelegationScope
  readonly vault: EvmAddress
  readonly delegate: EvmAddress
}

/** Compose the calls that ask both registries for a delegation: v2 first. */
export function composeDelegationCalls({ scope, vault, delegate }: Question): readonly ContractCall[] {
  const { v2, v1, words: wordsOf } = scopes[scope.kind]
  const words = [
    encodeAddress(delegate),
    encodeAddress(vault),
    ...(wordsOf as (of: DelegationScope) => string[])(scope),
  ].join('')
  return [
    { target: registries.v2, data: v2 + words + rights, ...word },
    { target: registries.v1, data: v1 + words, ...word },
  ]
}

/** Parse the delegated amount from both answers, v2's first. Null if one is invalid and the other is not unlimited. */
export function readDelegation({
  scope,
  results,
}: {
  scope: DelegationScope
  results: readonly InnerResult[]
}): bigint | null {
  const { isAmount } = scopes[scope.kind]
  const lent = results.map((result, i) => amountOf({ result, isAmount: isAmount && i === 0 }))
  if (lent.includes(everything)) return everything
  if (lent.includes(null)) return null
  return lent.reduce<bigint>((most, amount) => (amount !== null && amount > most ? amount : most), 0n)
}

/** Parse one answer. A registry that is not on the chain counts as 0. */
function amountOf({ result, isAmount }: { result: InnerResult; isAmount: boolean }): bigint | null {
  if (result.kind === 'no-code') return 0n
  if (result.kind === 'failed' || result.data.length !== 64) return null
  const amount = BigInt(`0x${result.data}`)
  if (isAmount) return amount
  if (amount > 1n) return null
  return amount === 1n ? everything : 0n
}

function encodeToken({ contract, tokenId }: { contract: EvmAddress; tokenId: bigint }): string[] {
  return [encodeAddress(contract), tokenId.toString(16).padStart(64, '0')]
}

function encodeAddress(address: EvmAddress): string {
  return address.slice(2).padStart(64, '0')
}
