import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createListDelegations } from '../../../app/chains/evm/createListDelegations.ts'
import { createListVaultSuggestions } from '../../../app/chains/evm/createListVaultSuggestions.ts'
import { registries, rights } from '../../../app/chains/evm/delegations.ts'
import { createFindTokenIds } from '../../../app/chains/evm/erc1155/createFindTokenIds.ts'
import { readFirstBlocks } from '../../../app/chains/evm/erc1155/readFirstBlocks.ts'
import { createReadEvmBalances } from '../../../app/chains/evm/readEvmBalances.ts'
import { parseChainSlug } from '../../../app/core/chain/parseChainSlug.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import type { ProvenWallet, Vault } from '../../../app/core/login/types.ts'
import { checkRequirement } from '../../../app/core/requirement/checkRequirement.ts'
import { createFindBalance } from '../../../app/core/requirement/createFindBalance.ts'
import { evaluateReport } from '../../../app/core/requirement/evaluateReport.ts'
import { listHolders } from '../../../app/core/requirement/holders.ts'
import type { Erc721Condition } from '../../../app/core/requirement/kinds/erc721.ts'
import { planReads } from '../../../app/core/requirement/planReads.ts'
import type { DelegationScope, EvmRead } from '../../../app/core/requirement/reads.ts'
import type { Condition, Requirement, RequirementNode } from '../../../app/core/requirement/types.ts'
import { findVaults } from '../../../app/flows/unlocks/findVaults.ts'
import { keepScans } from './erc1155/keepScans.ts'
import { startNode, type TestNode } from './startNode.ts'

const chain = parseChainSlug('ethereum')
const base = parseChainSlug('base')
const none = `0x${'0'.repeat(64)}`
const nowhere = parseEvmAddress(`0x${'0'.repeat(40)}`)
const everything = 2n ** 256n - 1n
const address = (digit: string) => parseEvmAddress(`0x${digit.repeat(40)}`)
const [token, otherToken] = [address('a'), address('b')]
const scopes: Record<DelegationScope['kind'], DelegationScope> = {
  wallet: { kind: 'wallet' },
  contract: { kind: 'contract', contract: token },
  erc20: { kind: 'erc20', contract: token },
  erc721: { kind: 'erc721', contract: token, tokenId: 2n ** 200n },
  erc1155: { kind: 'erc1155', contract: token, tokenId: 7n },
}
const lendKinds = { wallet: 1, contract: 2, erc721: 3, erc20: 4, erc1155: 5 }

let node: TestNode
let readBalances: ReturnType<typeof createReadEvmBalances>
let listVaultSuggestions: ReturnType<typeof createListVaultSuggestions>
let listDelegations: ReturnType<typeof createListDelegations>
let snapshot: unknown

beforeAll(async () => {
  node = await startNode()
  const findTokenIds = createFindTokenIds({
    rpc: node.ask,
    role: 'first',
    scans: keepScans(),
    findFirstBlock: readFirstBlocks({}),
    now: () => 50,
    warn: () => undefined,
  })
  readBalances = createReadEvmBalances({ rpc: node.ask, findTokenIds })
  listVaultSuggestions = createListVaultSuggestions({ rpc: node.ask })
  listDelegations = createListDelegations({ rpc: node.ask })
})
afterAll(() => node?.close())

type Lending = { vault: EvmAddress; delegate: EvmAddress; scope: DelegationScope }
async function lend({
  vault,
  delegate,
  scope,
  right = none,
  amount = 1n,
}: Lending & { right?: string; amount?: bigint }) {
  const contract = 'contract' in scope ? scope.contract : nowhere
  const id = 'tokenId' in scope ? scope.tokenId : 0n
  const args = [lendKinds[scope.kind], delegate, vault, right, contract, id, amount]
  await node.write({ name: 'LendingRegistry', address: registries.v2, method: 'lend', args })
}
async function lendEarly({ vault, delegate, scope }: Lending) {
  const kind = Math.min(lendKinds[scope.kind], 3)
  const args = [
    kind,
    vault,
    delegate,
    'contract' in scope ? scope.contract : nowhere,
    'tokenId' in scope ? scope.tokenId : 0n,
  ]
  await node.write({ name: 'EarlyLendingRegistry', address: registries.v1, method: 'lend', args })
}
/** Code that answers every call with these bytes. */
function alwaysAnswer(hex: string): string {
  return `0x61${(hex.length / 2).toString(16).padStart(4, '0')}80600c6000396000f3${hex}`
}
const reads = (vault: EvmAddress, delegate: EvmAddress): EvmRead[] =>
  Object.values(scopes).map((scope) => ({ chain, kind: 'delegation', scope, vault, delegate }))
/** The delegated amounts of each scope, in their order. */
async function lent(vault: EvmAddress, delegate: EvmAddress) {
  const balances = await readBalances(reads(vault, delegate))
  return balances.map((one) => (one.kind === 'read' ? one.amount : one.code))
}

describe('delegations on a chain without registries', () => {
  test('behavior: no delegation is found and no vault suggested', async () => {
    expect(await lent(address('1'), address('2'))).toEqual([0n, 0n, 0n, 0n, 0n])
    expect(await listVaultSuggestions({ delegate: address('2'), chains: [chain] })).toEqual([])
  })

  test('refuses: a registry that answers invalid data (ERR_TOKEN_READ)', async () => {
    const before = await node.rpc('evm_snapshot', [])
    await node.rpc('anvil_setCode', [registries.v1, alwaysAnswer('2'.padStart(64, '0'))])
    expect(await lent(address('1'), address('2'))).toEqual(Array(5).fill('ERR_TOKEN_READ'))
    await node.rpc('evm_revert', [before])
  })
})

describe('delegations', () => {
  beforeAll(async () => {
    await node.place({ name: 'LendingRegistry', address: registries.v2 })
    await node.place({ name: 'EarlyLendingRegistry', address: registries.v1 })
    snapshot = await node.rpc('evm_snapshot', [])
  })

  test('default: a whole wallet, a contract, a single token and an amount can be delegated', async () => {
    const delegate = address('2')
    const rows: [DelegationScope, bigint, (bigint | string)[]][] = [
      [scopes.wallet, 1n, Array(5).fill(everything)],
      [scopes.contract, 1n, [0n, everything, everything, everything, everything]],
      [scopes.erc20, 300n, [0n, 0n, 300n, 0n, 0n]],
      [scopes.erc721, 1n, [0n, 0n, 0n, everything, 0n]],
      [scopes.erc1155, 4n, [0n, 0n, 0n, 0n, 4n]],
    ]
    for (const [i, [scope, amount, expected]] of rows.entries()) {
      const vault = parseEvmAddress(`0x${String(i + 1).padStart(40, '0')}`)
      await lend({ vault, delegate, scope, amount })
      const before = node.proxy.bodies.length
      expect(await lent(vault, delegate)).toEqual(expected)
      expect(node.proxy.bodies.length - before).toBe(1)
      // It does not count in reverse, nor for anybody else.
      expect(await lent(delegate, vault)).toEqual(Array(5).fill(0n))
      expect(await lent(vault, address('3'))).toEqual(Array(5).fill(0n))
    }
  })

  test('behavior: a delegation counts with no right or with ours, and with no other', async () => {
    const [vault, delegate] = [address('4'), address('5')]
    expect(Buffer.from(rights, 'hex').toString().replaceAll('\0', '')).toBe('palisade')
    await lend({
      vault,
      delegate,
      scope: scopes.wallet,
      right: `0x${Buffer.from('voting').toString('hex').padEnd(64, '0')}`,
    })
    expect(await lent(vault, delegate)).toEqual(Array(5).fill(0n))
    expect(await listVaultSuggestions({ delegate, chains: [chain] })).toEqual([])
    await lend({ vault, delegate, scope: scopes.wallet, right: `0x${rights}` })
    expect(await lent(vault, delegate)).toEqual(Array(5).fill(everything))
    expect(await listVaultSuggestions({ delegate, chains: [chain] })).toEqual([
      { address: vault, delegates: [delegate], tokens: [] },
    ])
  })

  test('behavior: a revoked delegation no longer counts', async () => {
    const [vault, delegate] = [address('6'), address('7')]
    await lend({ vault, delegate, scope: scopes.contract })
    expect(await lent(vault, delegate)).toEqual([0n, everything, everything, everything, everything])
    await lend({ vault, delegate, scope: scopes.contract, amount: 0n })
    expect(await lent(vault, delegate)).toEqual(Array(5).fill(0n))
    expect(await listVaultSuggestions({ delegate, chains: [chain] })).toEqual([])
  })

  test('behavior: the first registry is read too', async () => {
    const delegate = address('8')
    const rows: [DelegationScope, bigint[]][] = [
      [scopes.wallet, Array(5).fill(everything)],
      [scopes.contract, [0n, everything, everything, everything, everything]],
      [scopes.erc721, [0n, 0n, 0n, everything, 0n]],
      [scopes.erc1155, [0n, 0n, 0n, 0n, everything]],
    ]
    for (const [i, [scope, expected]] of rows.entries()) {
      const vault = parseEvmAddress(`0x9${String(i).padStart(39, '0')}`)
      await lendEarly({ vault, delegate, scope })
      expect(await lent(vault, delegate)).toEqual(expected)
      expect(await lent(delegate, vault)).toEqual(Array(5).fill(0n))
    }
  })

  test('behavior: a delegation of another contract or another id does not count', async () => {
    const [vault, delegate] = [address('c'), address('d')]
    await lend({ vault, delegate, scope: { ...scopes.erc721, tokenId: 2n ** 200n + 1n } as DelegationScope })
    await lend({ vault, delegate, scope: { kind: 'contract', contract: otherToken } })
    expect(await lent(vault, delegate)).toEqual(Array(5).fill(0n))
  })

  test('behavior: vaults and single tokens are suggested, once each, from both registries', async () => {
    await node.rpc('evm_revert', [snapshot])
    snapshot = await node.rpc('evm_snapshot', [])
    const [first, second, delegate] = [address('1'), address('2'), address('e')]
    await lend({ vault: first, delegate, scope: scopes.erc721 })
    await lend({ vault: first, delegate, scope: scopes.erc721, right: `0x${rights}` })
    await lend({ vault: first, delegate, scope: scopes.erc1155, amount: 3n })
    await lend({ vault: delegate, delegate, scope: scopes.wallet })
    await lend({ vault: nowhere, delegate, scope: scopes.wallet })
    await lendEarly({ vault: second, delegate, scope: { kind: 'erc721', contract: otherToken, tokenId: 5n } })
    await lendEarly({ vault: first, delegate, scope: scopes.wallet })
    const before = node.proxy.bodies.length
    expect(await listVaultSuggestions({ delegate, chains: [chain] })).toEqual([
      {
        address: first,
        delegates: [delegate],
        tokens: [
          { chain, contract: token, tokenId: 2n ** 200n },
          { chain, contract: token, tokenId: 7n },
        ],
      },
      { address: second, delegates: [delegate], tokens: [{ chain, contract: otherToken, tokenId: 5n }] },
    ])
    expect(node.proxy.bodies.length - before).toBe(1)
    expect(await listVaultSuggestions({ delegate: first, chains: [chain] })).toEqual([])
  })

  test('behavior: the outgoing delegations of a vault are listed from both registries', async () => {
    await node.rpc('evm_revert', [snapshot])
    snapshot = await node.rpc('evm_snapshot', [])
    const [vault, delegate, other] = ['a1', 'a2', 'a3'].map((end) =>
      parseEvmAddress(`0x${end.padStart(40, 'd')}`),
    ) as [EvmAddress, EvmAddress, EvmAddress]
    const single = { kind: 'erc721', contract: otherToken, tokenId: 5n } as const
    for (const scope of Object.values(scopes)) await lend({ vault, delegate, scope })
    await lend({ vault, delegate: other, scope: scopes.wallet, right: `0x${'1'.padStart(64, '0')}` })
    await lend({ vault: other, delegate: vault, scope: scopes.wallet })
    for (const scope of [scopes.wallet, scopes.contract, single])
      await lendEarly({ vault, delegate: other, scope })
    await lendEarly({ vault: delegate, delegate: vault, scope: single })
    // Strangers may delegate as much as they like: their entries come first, and are in other lists.
    for (let i = 1; i <= 30; i++) {
      const stranger = parseEvmAddress(`0x${String(i).padStart(40, 'd')}`)
      await lend({ vault: stranger, delegate, scope: { ...single, tokenId: BigInt(i) } })
    }
    await lend({ vault, delegate, scope: single })
    const before = node.proxy.bodies.length
    const delegations = await listDelegations({ vault, chains: [chain] })
    expect(node.proxy.bodies.length - before).toBe(1)
    const delegation = (to: EvmAddress, lent: typeof single | null) => ({
      vault,
      delegate: to,
      token: lent && { chain, contract: lent.contract, tokenId: lent.tokenId },
    })
    const whole = delegation(delegate, null)
    expect(delegations).toEqual([
      whole,
      whole,
      whole,
      { ...whole, token: { chain, contract: token, tokenId: 2n ** 200n } },
      { ...whole, token: { chain, contract: token, tokenId: 7n } },
      delegation(delegate, single),
      delegation(other, single),
      delegation(other, null),
      delegation(other, null),
    ])
    expect(await listDelegations({ vault, chains: [base] })).toEqual([])
  })

  test('behavior: at most 25 vaults are suggested, and none if the chain does not answer', async () => {
    const delegate = address('f')
    for (let i = 1; i <= 30; i++) {
      const vault = parseEvmAddress(`0x${String(i).padStart(40, '0')}`)
      await lend({ vault, delegate, scope: { kind: 'erc721', contract: token, tokenId: BigInt(i) } })
    }
    expect(await listVaultSuggestions({ delegate, chains: [base, chain] })).toHaveLength(25)
    expect(await listVaultSuggestions({ delegate, chains: [base] })).toEqual([])
  })
})

describe('a vault that a wallet speaks for', () => {
  const [vault, delegate, cold] = [address('1'), address('2'), address('3')]
  let owls: EvmAddress
  let coins: EvmAddress
  let passes: EvmAddress
  const label = { name: 'Token', symbol: 'TKN' }
  const amounts = (minimum: bigint) => ({ chain, label, minimum, maximum: null })
  const owlsOf = (minimum: bigint, tokenIds: Erc721Condition['tokenIds'] = []): Condition => ({
    kind: 'erc721',
    contract: owls,
    ...amounts(minimum),
    tokenIds,
  })
  const coinsOf = (minimum: bigint): Condition => ({
    kind: 'erc20',
    contract: coins,
    ...amounts(minimum),
    decimals: 0,
  })
  const passesOf = (minimum: bigint, id: bigint | null = 7n): Condition => ({
    kind: 'erc1155',
    contract: passes,
    ...amounts(minimum),
    tokenIds: id === null ? [] : [{ first: id, last: id }],
    perId: false,
  })
  const nativeOf = (minimum: bigint): Condition => ({
    ...{ kind: 'native', chain, minimum, maximum: null, decimals: 18 },
  })

  const asRequirement = (root: RequirementNode): Requirement => ({
    v: 1,
    root,
    heldForBlocks: 0,
    heldForHours: 0,
    snapshots: [],
  })

  /** Check a requirement for the delegate, or for other wallets, with vaults that claim a delegation. */
  async function check(
    root: RequirementNode,
    visit?: { readonly wallets: readonly ProvenWallet[]; readonly vaults: readonly Vault[] },
    requests = 1,
  ) {
    const requirement = asRequirement(root)
    const vaults = visit?.vaults ?? (await listVaultSuggestions({ delegate, chains: [chain] }))
    const wallets = visit?.wallets ?? [{ chain, address: delegate, kind: 'key' }]
    const holders = listHolders({ wallets, vaults })
    const planned = planReads({ requirements: [requirement], holders })
    const before = node.proxy.bodies.length
    const balances = await readBalances(planned.reads as readonly EvmRead[])
    expect(node.proxy.bodies.length - before).toBe(requests)
    const findBalance = createFindBalance({ planned, balances })
    return evaluateReport(checkRequirement({ requirement, holders, findBalance })).kind
  }

  beforeAll(async () => {
    for (const one of [registries.v1, registries.v2]) await node.rpc('anvil_setCode', [one, '0x'])
    const [first, second, third] = [
      await node.deploy('NightOwls'),
      await node.deploy('HarborCoin'),
      await node.deploy('TidePasses'),
    ]
    owls = parseEvmAddress(first)
    coins = parseEvmAddress(second)
    passes = parseEvmAddress(third)
    for (const id of [7n, 8n])
      await node.write({ name: 'NightOwls', address: owls, method: 'mint', args: [vault, id] })
    await node.write({ name: 'HarborCoin', address: coins, method: 'mint', args: [vault, 1_000n] })
    await node.write({ name: 'TidePasses', address: passes, method: 'mint', args: [vault, 7n, 5n] })
    await node.rpc('anvil_setBalance', [vault, '0x64'])
    await node.place({ name: 'LendingRegistry', address: registries.v2 })
    await node.place({ name: 'EarlyLendingRegistry', address: registries.v1 })
    snapshot = await node.rpc('evm_snapshot', [])
  })
  beforeEach(async () => {
    await node.rpc('evm_revert', [snapshot])
    snapshot = await node.rpc('evm_snapshot', [])
  })

  test('default: all of a vault counts if the whole wallet is delegated', async () => {
    await lend({ vault, delegate, scope: scopes.wallet })
    const all = [owlsOf(2n), coinsOf(1_000n), passesOf(5n), nativeOf(100n)]
    expect(await check({ kind: 'all', of: all })).toBe('met')
    const more = [owlsOf(3n), coinsOf(1_001n), passesOf(6n), nativeOf(101n)]
    expect(await check({ kind: 'any', of: more })).toBe('unmet')
  })

  test('behavior: what a named vault has delegated to each wallet of a visit counts, whichever connected last', async () => {
    await lend({ vault, delegate, scope: { kind: 'contract', contract: owls } })
    await lend({ vault, delegate: cold, scope: { kind: 'contract', contract: coins } })
    const root: RequirementNode = { kind: 'all', of: [owlsOf(2n), coinsOf(1_000n)] }
    const gates = [{ requirement: asRequirement(root) } as Gate]
    for (const order of [
      [delegate, cold],
      [cold, delegate],
    ]) {
      const wallets = order.map((address) => ({ chain, address, kind: 'key' }) as const)
      const vaults = await findVaults({ listDelegations }, { addresses: [vault], wallets, gates })
      expect(await check(root, { wallets, vaults })).toBe('met')
      expect(await check(owlsOf(3n), { wallets, vaults })).toBe('unmet')
    }
  })

  test('behavior: nothing counts without a delegation', async () => {
    await lend({ vault: cold, delegate, scope: scopes.wallet })
    await lend({ vault, delegate: cold, scope: scopes.wallet })
    const any = [owlsOf(1n), coinsOf(1n), passesOf(1n), nativeOf(1n)]
    expect(await check({ kind: 'any', of: any })).toBe('unmet')
  })

  test('behavior: a delegation of one contract counts for that contract only', async () => {
    await lend({ vault, delegate, scope: { kind: 'contract', contract: owls } })
    expect(await check(owlsOf(2n, [{ first: 1n, last: 10n }]))).toBe('met')
    expect(await check({ kind: 'any', of: [coinsOf(1n), passesOf(1n), nativeOf(1n)] })).toBe('unmet')
  })

  test('behavior: a delegation of one token counts for that token only', async () => {
    await lend({ vault, delegate, scope: { kind: 'erc721', contract: owls, tokenId: 8n } })
    expect(await check(owlsOf(1n))).toBe('met')
    expect(await check(owlsOf(2n))).toBe('unmet')
    expect(await check(owlsOf(1n, [{ first: 8n, last: 8n }]))).toBe('met')
    expect(await check(owlsOf(1n, [{ first: 7n, last: 7n }]))).toBe('unmet')
    // Delegated, and sold since.
    await lend({ vault: cold, delegate, scope: { kind: 'erc721', contract: owls, tokenId: 8n } })
    expect(await check(owlsOf(2n))).toBe('unmet')
  })

  test('behavior: any token of a multi-token contract counts if the contract is delegated, else only the delegated ids', async () => {
    const anyPass = (minimum: bigint) => check(passesOf(minimum, null), undefined, 2)
    await node.write({ name: 'TidePasses', address: passes, method: 'mint', args: [vault, 8n, 2n] })
    expect(await anyPass(1n)).toBe('unmet')
    await lend({ vault, delegate, scope: { kind: 'erc1155', contract: passes, tokenId: 7n }, amount: 4n })
    expect(await anyPass(4n)).toBe('met')
    expect(await anyPass(5n)).toBe('unmet')
    await lend({ vault, delegate, scope: { kind: 'contract', contract: passes } })
    expect(await anyPass(7n)).toBe('met')
    expect(await anyPass(8n)).toBe('unmet')
  })

  test('behavior: a delegated amount counts up to that amount and up to the balance', async () => {
    await lend({ vault, delegate, scope: { kind: 'erc20', contract: coins }, amount: 300n })
    await lend({ vault, delegate, scope: { kind: 'erc1155', contract: passes, tokenId: 7n }, amount: 9n })
    expect(await check({ kind: 'all', of: [coinsOf(300n), passesOf(5n)] })).toBe('met')
    expect(await check({ kind: 'any', of: [coinsOf(301n), passesOf(6n), owlsOf(1n)] })).toBe('unmet')
  })
})

describe('listVaultSuggestions', () => {
  const word = (value: string) => value.padStart(64, '0')
  test.each([
    ['returns nothing', ''],
    ['declares more than it sends', word('20') + 'f'.repeat(64)],
    ['sends half a delegation', word('20') + word('1') + word('1')],
    ['has an offset far outside', 'f'.repeat(128)],
    ['returns an invalid address', word('20') + word('1') + word('1') + 'f'.repeat(64 * 6)],
  ])('behavior: a registry that %s suggests no vault', async (_name, answer) => {
    await node.rpc('anvil_setCode', [registries.v1, alwaysAnswer(answer)])
    await node.rpc('anvil_setCode', [registries.v2, alwaysAnswer(answer)])
    expect(await listVaultSuggestions({ delegate: address('3'), chains: [chain] })).toEqual([])
  })

  test.each([0, 2, 4])('behavior: hostile registry %i suggests no vault', async (mode) => {
    const code = await node.rpc('eth_getCode', [await node.deploy('Hostile', [BigInt(mode), '']), 'latest'])
    await node.rpc('anvil_setCode', [registries.v1, code])
    await node.rpc('anvil_setCode', [registries.v2, code])
    expect(await listVaultSuggestions({ delegate: address('3'), chains: [chain] })).toEqual([])
  })
})
