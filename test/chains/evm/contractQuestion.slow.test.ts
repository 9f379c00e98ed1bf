import { createPublicClient, type Hex, http, parseAbi } from 'viem'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hashName } from '../../../app/chains/evm/ens/hashName.ts'
import { openChains } from '../../../app/chains/openChains.ts'
import { readOwnChains } from '../../../app/chains/readOwnChains.ts'
import { setOwnChains } from '../../../app/core/chain/ownChains.ts'
import { parseEvmAddress } from '../../../app/core/chain/parseEvmAddress.ts'
import type { ChainSlug, EvmAddress } from '../../../app/core/chain/types.ts'
import { draftCondition } from '../../../app/core/gate/draftCondition.ts'
import { type CallForm, type ConditionForm, EMPTY_CALL } from '../../../app/core/gate/form.ts'
import { entryOf } from '../../../app/core/requirement/kinds/table.ts'
import type { BalanceRead } from '../../../app/core/requirement/reads.ts'
import type { Condition } from '../../../app/core/requirement/types.ts'
import { createIdSet, formatIdSet } from '../../../app/core/trait/idSet.ts'
import { fc } from '../../random.ts'
import { compileContracts } from '../../standin/chains/compileContracts.ts'
import { makeDemoWallet } from '../../standin/chains/demoWallets.ts'
import { connectDeployer, type Deployer } from '../../standin/chains/seedChain.ts'
import { type Anvil, startAnvil } from '../../standin/chains/startAnvil.ts'
import { placeMulticall3, startStrict } from '../rpc/startStrict.ts'

/*
 * Questions to contracts on a real node, with contracts that are true to the presets' interfaces: once by one call
 * without an address, and once through Multicall3, as on zkSync's chains.
 */
const ID = 987_654_322
const NOW = Math.floor(Date.now() / 1000)
const walletOf = (name: string) => parseEvmAddress(makeDemoWallet(`question ${name}`).address)
const [holder, outsider, other] = [walletOf('holder'), walletOf('outsider'), walletOf('other')]
const SCHEMA: Hex = `0x${'5c'.repeat(32)}`
const MULTICALL3 = '0xca11bde05977b3631167028862be2a173976ca11'

let node: Anvil
let strict: Awaited<ReturnType<typeof startStrict>>
let deployer: Deployer
const at: Record<'register' | 'badges' | 'vault' | 'bad' | 'poaps' | 'wrapper', EvmAddress> = {} as never
const closers: (() => void)[] = []
const opened: Record<'plain' | 'multicall3', ReturnType<typeof openChains>> = {} as never

beforeAll(async () => {
  const contracts = await compileContracts()
  node = await startAnvil({ chainId: ID, host: '127.0.0.1', onDeath: () => {} })
  deployer = await connectDeployer({ rpcUrl: node.rpcUrl, chainId: ID, contracts })
  strict = await startStrict(node.rpcUrl)
  await placeMulticall3(deployer, MULTICALL3)
  await seed()
  const open = async (url: string) => {
    const env = { [`RPC_URL_EIP155_${ID}`]: url }
    setOwnChains(await readOwnChains(env))
    const chains = openChains({ env, ensGateways: [], now: () => NOW, warn: () => undefined })
    closers.push(chains.startProbing())
    return chains
  }
  opened.plain = await open(node.rpcUrl)
  opened.multicall3 = await open(strict.url)
  const isProbed = () => expect(opened.multicall3.listEndpoints()[0]?.ability).toBe('multicall3')
  await vi.waitFor(isProbed, { timeout: 30_000 })
}, 60_000)
afterAll(async () => {
  for (const close of closers) close()
  setOwnChains([])
  await Promise.all([node?.close(), strict?.close()])
})

/** Give the holder some of everything. */
async function seed(): Promise<void> {
  const coin = await deployer.deploy('HarborCoin')
  at.register = parseEvmAddress(await deployer.deploy('HarborRegister'))
  at.poaps = parseEvmAddress(await deployer.deploy('HarborRegister'))
  at.badges = parseEvmAddress(await deployer.deploy('HarborBadges'))
  at.wrapper = parseEvmAddress(await deployer.deploy('HarborWrapper'))
  await deployer.write({
    ...{ name: 'HarborWrapper', address: at.wrapper, method: 'setOwner' },
    args: [BigInt(hashName('harbor.eth') ?? 0), holder],
  })
  at.bad = parseEvmAddress(await deployer.deploy('BadRegister'))
  at.vault = parseEvmAddress(await deployer.deploy('HarborVault', [coin]))
  const register = (method: string, ...args: unknown[]) =>
    deployer.write({ name: 'HarborRegister', address: at.register, method, args })
  await register('setStake', holder, 150n * 10n ** 18n)
  await register('setMember', holder, true)
  await register('setScore', holder, 205_000n)
  await register('setScore', other, 120_000n)
  await register('setName', hashName('harbor.eth'), holder)
  await register('setAttestations', SCHEMA, other, holder, 2n)
  await register('setPool', 3n, holder, 5n * 10n ** 18n)
  await register('setLock', holder, 9n * 10n ** 18n)
  for (const event of [11n, 12n, 11n])
    await deployer.write({
      name: 'HarborRegister',
      address: at.poaps,
      method: 'addEvent',
      args: [holder, event],
    })
  const mint = (to: EvmAddress, id: bigint, isLocked: boolean, ends: number) =>
    deployer.write({
      name: 'HarborBadges',
      address: at.badges,
      method: 'mint',
      args: [to, id, isLocked, BigInt(ends)],
    })
  await mint(holder, 1n, true, NOW + 86_400)
  await mint(holder, 2n, false, NOW - 86_400)
  await mint(holder, 3n, true, NOW + 86_400)
  await mint(outsider, 4n, false, NOW - 1)
  await deployer.write({ name: 'HarborBadges', address: at.badges, method: 'setUser', args: [4n, holder] })
  const write = (name: 'HarborCoin' | 'HarborVault', address: Hex, method: string, ...args: unknown[]) =>
    deployer.write({ name, address, method, args })
  await write('HarborCoin', coin, 'mint', makeDemoWallet(`deployer ${ID}`).address, 40n * 10n ** 18n)
  await write('HarborCoin', coin, 'approve', at.vault, 40n * 10n ** 18n)
  await write('HarborVault', at.vault, 'deposit', 40n * 10n ** 18n, holder)
}

/** Make a condition as a merchant does. */
function draft(call: Partial<CallForm>, contract: string, more: Partial<ConditionForm> = {}): Condition {
  const issues: unknown[] = []
  const form: ConditionForm = {
    ...{ kind: 'call', chain: `eip155:${ID}`, contract, minimum: '', maximum: '', tokenIds: '' },
    ...{ perId: false, listId: '', call: { ...EMPTY_CALL, label: 'Harbor', ...call } },
    ...more,
  }
  const condition = draftCondition({
    ...{ form, description: undefined, lists: new Map(), isChecksummed: () => true, isReadable: () => true },
    hashName,
    traitTable: undefined,
    report: (...issue) => issues.push(issue),
  })
  if (!condition) throw new Error(`The form has issues: ${JSON.stringify(issues)}`)
  return condition
}

type Path = keyof typeof opened

async function readAmount(path: Path, condition: Condition, owner: EvmAddress) {
  const reads = entryOf(condition).plan({
    ...{ condition, at: undefined },
    holder: { kind: 'wallet', address: owner, onlyOn: null },
  })
  const [balance] = await opened[path].readBalances({ reads: reads as BalanceRead[], maxAgeSeconds: 0 })
  return balance?.kind === 'read' ? balance.amount : (balance?.kind === 'unread' && balance.code) || null
}

type Row = {
  readonly preset: CallForm['preset']
  readonly contract: () => string
  readonly call?: Partial<CallForm>
  readonly more?: Partial<ConditionForm>
  /** What it counts for the holder, and for the outsider. */
  readonly counts: readonly [holder: bigint, outsider: bigint]
}
const COIN = 10n ** 18n
const ROWS: readonly Row[] = [
  { preset: 'staked', contract: () => at.register, call: { decimals: '18' }, counts: [150n * COIN, 0n] },
  {
    ...{ preset: 'farm', contract: () => at.register, counts: [5n * COIN, 0n] },
    call: { values: ['3'], decimals: '18' },
  },
  { preset: 'membership', contract: () => at.register, counts: [1n, 0n] },
  { preset: 'subscription', contract: () => at.badges, counts: [2n, 0n] },
  { preset: 'subscription', contract: () => at.badges, more: { tokenIds: '1-2' }, counts: [1n, 0n] },
  { preset: 'rental', contract: () => at.badges, more: { tokenIds: '3, 4' }, counts: [1n, 0n] },
  { preset: 'soulbound', contract: () => at.badges, counts: [2n, 0n] },
  { preset: 'vault', contract: () => at.vault, call: { decimals: '18' }, counts: [40n * COIN, 0n] },
  { preset: 'lock', contract: () => at.register, call: { decimals: '18' }, counts: [9n * COIN, 0n] },
  {
    ...{ preset: 'attestation', contract: () => at.register, counts: [2n, 0n] },
    call: { values: [SCHEMA, walletOf('other')] },
  },
  { preset: 'event', contract: () => at.poaps, call: { values: ['11'] }, counts: [2n, 0n] },
  { preset: 'score', contract: () => at.register, call: { decimals: '4' }, counts: [205_000n, 0n] },
  { preset: 'name', contract: () => at.register, call: { values: ['Harbor.eth'] }, counts: [1n, 0n] },
  // The register of owners by hash answers as the wrapper's does.
  { preset: 'wrappedName', contract: () => at.wrapper, call: { values: ['harbor.eth'] }, counts: [1n, 0n] },
  { preset: 'safe', contract: () => at.register, counts: [1n, 0n] },
]

describe.each(['plain', 'multicall3'] as const)('by %s', (path) => {
  test.each(ROWS)(
    'default: $preset counts what its interface says',
    async ({ preset, contract, call, more, counts }) => {
      const condition = draft({ preset, ...call }, contract(), more)
      expect(await readAmount(path, condition, holder)).toBe(counts[0])
      expect(await readAmount(path, condition, outsider)).toBe(counts[1])
    },
  )

  const own = (method: string, answer: CallForm['answer']) =>
    draft(
      { method: `${method}(address) view returns (${answer === 'true' ? 'bool' : 'uint256'})`, answer },
      at.bad,
    )
  test('refuses: answers that are no bool, too long, or none at all (ERR_TOKEN_READ)', async () => {
    expect(await readAmount(path, own('yes', 'true'), holder)).toBe('ERR_TOKEN_READ')
    expect(await readAmount(path, own('long', 'amount'), holder)).toBe('ERR_TOKEN_READ')
    expect(await readAmount(path, own('missing', 'amount'), holder)).toBe('ERR_TOKEN_READ')
    expect(await readAmount(path, own('burns', 'amount'), holder)).toBe('ERR_TOKEN_READ')
    const nowhere = draft({ preset: 'membership' }, `0x${'77'.repeat(20)}`)
    expect(await readAmount(path, nowhere, holder)).toBe('ERR_TOKEN_READ')
  })

  test('behavior: a refusal with a reason means no only where the merchant says so', async () => {
    const ask = (method: string, isRefusalNo: boolean) =>
      readAmount(
        path,
        draft({ method: `${method}(address)(bool)`, answer: 'true', isRefusalNo }, at.bad),
        holder,
      )
    expect(await ask('refuses', true)).toBe(0n)
    expect(await ask('refuses', false)).toBe('ERR_TOKEN_READ')
    // Gas that runs out gives no reason either.
    expect(await ask('silent', true)).toBe('ERR_TOKEN_READ')
  })

  test('behavior: the owner of a named id may take many reads to find', async () => {
    const odd = await deployer.deploy('OddOwls', [8n, holder])
    const call = { method: 'ownerOf(uint256)(address)', args: 'id', answer: 'equal', equals: holder } as const
    const ask = (tokenIds: string) => readAmount(path, draft(call, odd, { tokenIds }), holder)
    expect(await ask('1, 100')).toBe(2n)
    expect(await ask('3, 111')).toBe(1n)
  })

  test('behavior: a reason that a contract gives for a lack of gas is not a no', async () => {
    const ask = (method: string) =>
      readAmount(
        path,
        draft({ method: `${method}(address)(bool)`, answer: 'true', isRefusalNo: true }, at.bad),
        holder,
      )
    // A call of its own takes more than a question gets. Multicall3 tells no gas, so the contract gets ten times as much.
    expect(await ask('labors')).toBe(path === 'plain' ? 'ERR_TOKEN_READ' : 1n)
    if (path === 'plain') expect(await ask('starves')).toBe('ERR_TOKEN_READ')
  })
})

test('behavior: thirty questions and a contract that burns all its gas are one request, and the others are answered', async () => {
  const conditions = Array.from({ length: 29 }, (_, i) =>
    draft({ preset: 'farm', values: [String(i)], decimals: '18' }, at.register),
  )
  const burning = draft({ method: 'burns(address)(uint256)', answer: 'amount' }, at.bad)
  const reads = [...conditions, burning].flatMap((condition) =>
    entryOf(condition).plan({
      condition,
      at: undefined,
      holder: { kind: 'wallet', address: holder, onlyOn: null },
    }),
  ) as BalanceRead[]
  const before = strict.seen.length
  const balances = await opened.multicall3.readBalances({ reads, maxAgeSeconds: 0 })
  expect(strict.seen.length - before).toBe(1)
  expect(balances.slice(0, 29).map((one) => one.kind === 'read' && one.amount)).toEqual(
    Array.from({ length: 29 }, (_, i) => (i === 3 ? 5n * COIN : 0n)),
  )
  expect(balances.at(-1)).toMatchObject({ kind: 'unread', code: 'ERR_TOKEN_READ' })
})

test('behavior: a bitmap of 100,000 tokens is one request, and counts what the wallet holds of it', async () => {
  const set = createIdSet(Array.from({ length: 100_000 }, (_, id) => BigInt(2 * id + 1)))
  if (!set) throw new Error('There is no set.')
  const chain = `eip155:${ID}` as ChainSlug
  const read = { kind: 'erc721Set', chain, contract: at.badges, set, setKey: formatIdSet(set) } as const
  for (const path of ['plain', 'multicall3'] as const) {
    const before = strict.seen.length
    const reads = [holder, outsider].map((owner): BalanceRead => ({ ...read, owner }))
    const balances = await opened[path].readBalances({ reads, maxAgeSeconds: 0 })
    // The badges 1, 2 and 3 are the holder's, and 4 is the outsider's.
    expect(balances).toMatchObject([
      { kind: 'read', amount: 2n, tokenIds: ['1', '3'] },
      { kind: 'read', amount: 0n, tokenIds: [] },
    ])
    // 514 calls: one request for the first 400, and one at its block for the others.
    if (path === 'multicall3') expect(strict.seen.length - before).toBe(2)
  }
  const unlisted = { ...read, contract: at.register, owner: holder }
  const [balance] = await opened.plain.readBalances({ reads: [unlisted], maxAgeSeconds: 0 })
  expect(balance).toMatchObject({ kind: 'unread', code: 'ERR_TOKEN_READ' })
})

const abi = parseAbi([
  'function balanceOf(address) view returns (uint256)',
  'function getHasValidKey(address) view returns (bool)',
  'function getScore(address) view returns (uint256)',
  'function ownerOf(uint256) view returns (address)',
  'function expiresAt(uint256) view returns (uint64)',
])

test('behavior: any question about any wallets opens exactly if a reading one by one says so', async () => {
  const client = createPublicClient({ transport: http(node.rpcUrl), ccipRead: false })
  const call = (address: EvmAddress, functionName: string, args: readonly unknown[]) =>
    client.readContract({ abi, address, functionName, args } as never) as Promise<unknown>
  const wallets = [holder, outsider, other]
  /** The count of one wallet, by single calls. */
  const countOne = {
    staked: async (owner: EvmAddress) => (await call(at.register, 'balanceOf', [owner])) as bigint,
    membership: async (owner: EvmAddress) => ((await call(at.register, 'getHasValidKey', [owner])) ? 1n : 0n),
    score: (owner: EvmAddress) =>
      call(at.register, 'getScore', [owner]).then(
        (score) => score as bigint,
        () => 0n,
      ),
    subscription: async (owner: EvmAddress) => {
      let count = 0n
      for (const id of [1n, 2n, 3n, 4n]) {
        const isOwn = parseEvmAddress((await call(at.badges, 'ownerOf', [id])) as string) === owner
        const ends = (await call(at.badges, 'expiresAt', [id])) as bigint
        if (isOwn && ends > BigInt(NOW)) count++
      }
      return count
    },
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...(Object.keys(countOne) as (keyof typeof countOne)[])),
      fc.subarray(wallets, { minLength: 1 }),
      fc.bigInt({ min: 1n, max: 300n }),
      fc.constantFrom(0n, 3n, 17n),
      fc.constantFrom('plain', 'multicall3'),
      async (preset, owners, first, zeros, path) => {
        const contract = preset === 'subscription' ? at.badges : at.register
        const condition = { ...draft({ preset }, contract), minimum: first * 10n ** zeros } as Condition
        const counts = await Promise.all(owners.map((owner) => countOne[preset](owner)))
        const found =
          preset === 'score'
            ? ([...counts].sort((a, b) => (a < b ? 1 : -1))[0] ?? 0n)
            : counts.reduce((sum, one) => sum + one, 0n)
        const holders = owners.map((address) => ({ kind: 'wallet', address, onlyOn: null }) as const)
        const entry = entryOf(condition)
        const reads = holders.flatMap((one) =>
          entry.plan({ condition, at: undefined, holder: one }),
        ) as BalanceRead[]
        const balances = await opened[path].readBalances({ reads, maxAgeSeconds: 0 })
        const findings = entry.evaluate({
          ...{ condition, holders, at: undefined, isNegated: false },
          find: (read) =>
            balances[reads.findIndex((one) => 'owner' in read && 'owner' in one && one.owner === read.owner)],
        })
        expect(findings.verdict).toBe(found >= first * 10n ** zeros ? 'met' : 'unmet')
        expect(findings.found).toBe(found)
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)
