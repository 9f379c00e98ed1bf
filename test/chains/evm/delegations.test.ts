import { encodeFunctionData, parseAbi, toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import {
  composeDelegationCalls,
  readDelegation,
  registries,
  rights,
} from '../../../app/chains/evm/delegations.ts'
import type { InnerResult } from '../../../app/chains/evm/multicall/decodeAnswers.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { DelegationScope } from '../../../app/core/requirement/reads.ts'

// Interfaces of delegate.xyz: IDelegateRegistry.sol (2.0) and IDelegationRegistry.sol (1.0).
const v2 = parseAbi([
  'function checkDelegateForAll(address to, address from, bytes32 rights) view returns (bool)',
  'function checkDelegateForContract(address to, address from, address contract_, bytes32 rights) view returns (bool)',
  'function checkDelegateForERC20(address to, address from, address contract_, bytes32 rights) view returns (uint256)',
  'function checkDelegateForERC721(address to, address from, address contract_, uint256 tokenId, bytes32 rights) view returns (bool)',
  'function checkDelegateForERC1155(address to, address from, address contract_, uint256 tokenId, bytes32 rights) view returns (uint256)',
])
const v1 = parseAbi([
  'function checkDelegateForAll(address delegate, address vault) view returns (bool)',
  'function checkDelegateForContract(address delegate, address vault, address contract_) view returns (bool)',
  'function checkDelegateForToken(address delegate, address vault, address contract_, uint256 tokenId) view returns (bool)',
])
const [vault, delegate, contract] = ['1', '2', '3'].map((digit) =>
  parseEvmAddress(`0x${digit.repeat(40)}`),
) as [
  ReturnType<typeof parseEvmAddress>,
  ReturnType<typeof parseEvmAddress>,
  ReturnType<typeof parseEvmAddress>,
]
const right = toHex('palisade', { size: 32 })
const tokenId = 2n ** 256n - 1n
const word = (value: bigint): InnerResult => ({ kind: 'answer', data: value.toString(16).padStart(64, '0') })
const [no, yes] = [word(0n), word(1n)]
const noCode: InnerResult = { kind: 'no-code' }
const failed: InnerResult = { kind: 'failed' }
const everything = 2n ** 256n - 1n
const scopes: DelegationScope[] = [
  { kind: 'wallet' },
  { kind: 'contract', contract },
  { kind: 'erc20', contract },
  { kind: 'erc721', contract, tokenId },
  { kind: 'erc1155', contract, tokenId },
]

describe('composeDelegationCalls', () => {
  test('default: it asks for the delegate before the vault, as both registries expect', () => {
    const ask = (scope: DelegationScope) =>
      composeDelegationCalls({ scope, vault, delegate }).map(({ target, data }) => [target, `0x${data}`])
    const parties = [delegate, vault] as const
    const asked = (second: string, first: string) => [
      [registries.v2, second],
      [registries.v1, first],
    ]
    const ofAll = encodeFunctionData({ abi: v1, functionName: 'checkDelegateForAll', args: parties })
    const ofContract = encodeFunctionData({
      abi: v1,
      functionName: 'checkDelegateForContract',
      args: [...parties, contract],
    })
    const ofToken = encodeFunctionData({
      abi: v1,
      functionName: 'checkDelegateForToken',
      args: [...parties, contract, tokenId],
    })
    const one = { abi: v2, args: [...parties, contract, right] } as const
    const single = { abi: v2, args: [...parties, contract, tokenId, right] } as const
    expect(scopes.map(ask)).toEqual([
      asked(
        encodeFunctionData({ abi: v2, functionName: 'checkDelegateForAll', args: [...parties, right] }),
        ofAll,
      ),
      asked(encodeFunctionData({ ...one, functionName: 'checkDelegateForContract' }), ofContract),
      asked(encodeFunctionData({ ...one, functionName: 'checkDelegateForERC20' }), ofContract),
      asked(encodeFunctionData({ ...single, functionName: 'checkDelegateForERC721' }), ofToken),
      asked(encodeFunctionData({ ...single, functionName: 'checkDelegateForERC1155' }), ofToken),
    ])
    expect(`0x${rights}`).toBe(right)
  })
})

describe('readDelegation', () => {
  const read = (scope: DelegationScope, ...results: InnerResult[]) => readDelegation({ scope, results })

  test('default', () => {
    for (const scope of scopes) {
      expect(read(scope, noCode, noCode)).toBe(0n)
      expect(read(scope, no, no)).toBe(0n)
      expect(read(scope, no, yes)).toBe(everything)
      expect(read(scope, failed, yes)).toBe(everything)
    }
  })

  test('behavior: only the second registry knows amounts, and only of coins and multi-token contracts', () => {
    for (const scope of scopes) {
      const isAmount = scope.kind === 'erc20' || scope.kind === 'erc1155'
      expect(read(scope, yes, no)).toBe(isAmount ? 1n : everything)
      expect(read(scope, word(7n), noCode)).toBe(isAmount ? 7n : null)
      expect(read(scope, word(7n), yes)).toBe(everything)
    }
  })

  test('behavior: an odd answer of one registry is unknown, unless the other delegates everything', () => {
    const odd: InnerResult[] = [
      failed,
      word(2n),
      { kind: 'answer', data: '' },
      { kind: 'answer', data: '00'.repeat(33) },
    ]
    for (const scope of scopes) {
      for (const result of odd) {
        expect(read(scope, no, result)).toBeNull()
        expect(read(scope, yes, result)).toBe(
          scope.kind === 'erc20' || scope.kind === 'erc1155' ? null : everything,
        )
      }
    }
  })
})
