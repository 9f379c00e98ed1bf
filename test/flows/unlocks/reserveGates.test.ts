import { describe, expect, test } from 'vitest'
import type { ChainSlug, EvmAddress, SolanaAddress, WalletAddress } from '../../../app/core/chain/types.ts'
import type { Limits } from '../../../app/core/gate/types.ts'
import type { PlaceTaken, ReservationUnit, ReservationWant } from '../../../app/core/redemption/types.ts'
import { trait } from '../../../app/core/requirement/kinds/trait.ts'
import type { ReadBalance } from '../../../app/core/requirement/reads.ts'
import type { Condition } from '../../../app/core/requirement/types.ts'
import type { Visit } from '../../../app/core/visit/types.ts'
import { evaluateGates } from '../../../app/flows/unlocks/evaluateGates.ts'
import { reserveGates } from '../../../app/flows/unlocks/reserveGates.ts'
import { contract, ethereum, fakeContext, holder, makeGate, NOW, shop } from '../../fakes/fakeContext.ts'

const owls: Condition = {
  kind: 'erc721',
  chain: ethereum,
  contract,
  label: { name: 'Night Owls', symbol: 'OWL' },
  minimum: 1n,
  maximum: null,
  tokenIds: [],
}
const vault = `0x${'e'.repeat(40)}` as EvmAddress
const solanaHolder = '7S3P4HxJpyyigGzodYwHtCxZyUQe9JiBMHyRWXArAaKv' as SolanaAddress
const mint = 'So11111111111111111111111111111111111111112'

type Case = {
  readonly condition?: Condition
  /** The single tokens of each owner, by id or mint. */
  readonly tokens: Readonly<Record<string, readonly string[]>>
  readonly wallet?: WalletAddress
  readonly vaults?: readonly EvmAddress[]
  readonly limits?: Limits
  readonly limit?: ReservationUnit['kind']
  /** For a gate with a holding time: the tokens held at the earlier block. */
  readonly earlier?: readonly string[]
  /** Whether the wallet or token has an open place in another cart. Without it, a limit refuses. */
  readonly place?: Pick<PlaceTaken, 'by' | 'heldUntil'>
  /** Filled with what the ledger was asked for. */
  readonly asked?: ReservationWant[]
  /** The tokens that the contract lists, if it does not list all. */
  readonly lists?: readonly string[]
  /** Of these owners the chain tells only that they have these tokens, or more. */
  readonly partOf?: readonly string[]
}

/** Return the answer about a gate whose limit refuses the visit. */
async function refuse(parameters: Case) {
  const { condition = owls, tokens, wallet = holder, vaults = [], limit = 'token', earlier } = parameters
  const limits = parameters.limits ?? { perWallet: null, perToken: 1, total: null }
  const gate = makeGate({
    limits,
    requirement: { v: 1, root: condition, heldForBlocks: earlier ? 4 : 0, heldForHours: 0, snapshots: [] },
  })
  const chain = ['erc721', 'trait'].includes(condition.kind) ? ethereum : ('solana' as ChainSlug)
  const visit = makeVisit({
    wallets: [{ chain, address: wallet, kind: 'key' }],
    vaults: vaults.map((address) => ({ address, delegates: [holder], tokens: [] })),
  })
  const { ctx } = fakeContext()
  const ofOwner = (owner: string) => tokens[owner] ?? []
  ctx.readBalances = async ({ reads }) =>
    reads.map((read) => {
      if (read.kind === 'delegation') return { kind: 'read', amount: 1n, block: 9n }
      const counts = (id: string) =>
        read.kind !== 'erc721Ids' ||
        read.ids.some(({ first, last }) => first <= BigInt(id) && BigInt(id) <= last)
      const held = ofOwner(read.owner).filter(counts)
      const tokenIds = condition.kind === 'erc721' ? [] : held
      const balance: ReadBalance = { kind: 'read', amount: BigInt(held.length), block: 9n, tokenIds }
      if (!parameters.partOf?.includes(read.owner)) return balance
      const atLeast = held.length > 0 ? balance : undefined
      return { kind: 'unread', code: 'ERR_TOKEN_READ', chain, atLeast }
    })
  ctx.readTokenIds = async ({ owner, block }) => {
    const tokenIds = block === undefined ? (parameters.lists ?? ofOwner(owner)) : (earlier ?? [])
    return { tokenIds, amount: BigInt(tokenIds.length) }
  }
  ctx.reservations.reserve = async ({ wants }) => {
    parameters.asked?.push(...wants)
    const { place } = parameters
    return wants.map(({ gate }) =>
      place ? { gate, kind: 'place-taken', ...place } : { gate, kind: 'used-up', limit },
    )
  }
  ctx.reservations.findStandingUses = async ({ refused }) =>
    refused.map(({ want }) => ({ gate: want.gate, usedAt: NOW - 60, heldUntil: NOW + 60 }))
  const judged = await evaluateGates(ctx, { gates: [gate], visit })
  expect(judged[0]?.verdict).toEqual({ kind: 'met' })
  return (await reserveGates(ctx, { visit, judged, endsAt: NOW + 900 })).get(gate)
}
const makeVisit = (changes: Partial<Visit>): Visit => ({
  id: 'v1',
  shopId: shop.id,
  wallets: [],
  vaults: [],
  keyThumbprint: null,
  signedAt: 0,
  expiresAt: NOW + 7200,
  seen: null,
  ...changes,
})
const closed = (limit: string, token: { name: string; id: string } | null) => ({
  kind: 'closed',
  because: 'used-up',
  usedUp: { limit, token, at: NOW - 60, heldUntil: NOW + 60 },
})

describe('reserveGates', () => {
  test('default: the only token is named with its collection’s name in the gate', async () => {
    expect(await refuse({ tokens: { [holder]: ['7'] } })).toEqual(
      closed('token', { name: 'Night Owls', id: '7' }),
    )
  })

  describe('an open place of a total in another cart', () => {
    const limits = { perWallet: null, perToken: null, total: 5 }
    const place = (by: 'wallet' | 'token') => ({ by, heldUntil: NOW + 60 })

    test('refuses: the wallet, and says until when', async () => {
      const told = await refuse({ tokens: { [holder]: ['7'] }, limits, place: place('wallet') })
      const usedUp = { limit: 'place', token: null, at: null, heldUntil: NOW + 60 }
      expect(told).toEqual({ kind: 'closed', because: 'used-up', usedUp })
    })

    test('refuses: the token, and names it if it is the only one', async () => {
      const tell = (...ids: string[]) => refuse({ tokens: { [holder]: ids }, limits, place: place('token') })
      const usedUp = { limit: 'token', token: { name: 'Night Owls', id: '7' }, at: null, heldUntil: NOW + 60 }
      expect(await tell('7')).toEqual({ kind: 'closed', because: 'used-up', usedUp })
      expect(await tell('7', '9')).toMatchObject({ usedUp: { token: null } })
    })

    test('behavior: a vault that delegated its token is charged, and its token is reserved', async () => {
      const asked: ReservationWant[] = []
      await refuse({ tokens: { [vault]: ['7'] }, vaults: [vault], limits, place: place('wallet'), asked })
      expect(asked).toMatchObject([{ wallets: [vault], tokens: [`ethereum:${contract}:7`] }])
    })

    test('behavior: the gate is unchecked if not all tokens are known, because another one may be free', async () => {
      const told = await refuse({
        tokens: { [holder]: ['7', '9'] },
        lists: ['7'],
        limits,
        place: place('token'),
      })
      expect(told).toMatchObject({ kind: 'unchecked', code: 'ERR_TOKEN_READ' })
    })
  })

  describe('a wallet of which only some tokens are known', () => {
    const gold = trait.parse({
      ...{
        kind: 'trait',
        chain: ethereum,
        contract,
        label: { name: 'Night Owls', symbol: '' },
        minimum: '1',
      },
      ...{
        picks: [{ trait: 'Fur', values: ['Gold'] }],
        checksum: 'c5'.repeat(32),
        ids: '7gCC',
        isListed: true,
      },
    })
    const unknown = { kind: 'unchecked', code: 'ERR_TOKEN_READ' }

    test('behavior: with its known token used up, the gate is unchecked, because one beyond the 256th may be free', async () => {
      const tokens = { [holder]: ['7'] }
      const whole = closed('token', { name: 'Night Owls', id: '7' })
      expect(await refuse({ condition: gold, tokens })).toEqual(whole)
      expect(await refuse({ condition: gold, tokens, partOf: [holder] })).toMatchObject(unknown)
    })

    test('behavior: so is it if another wallet of the visit could not be read at all', async () => {
      const tokens = { [holder]: ['7'] }
      const both = { condition: gold, tokens, vaults: [vault] }
      expect(await refuse({ ...both, partOf: [vault] })).toMatchObject(unknown)
      expect(await refuse(both)).toMatchObject({ kind: 'closed' })
    })

    test('behavior: a limit per wallet does not depend on its tokens', async () => {
      const limits = { perWallet: 1, perToken: null, total: null }
      const of = { condition: gold, tokens: { [holder]: ['7'] }, limits, limit: 'wallet' } as const
      expect(await refuse({ ...of, partOf: [holder] })).toEqual(closed('wallet', null))
    })
  })

  test('behavior: none of several tokens is named', async () => {
    expect(await refuse({ tokens: { [holder]: ['7', '9'] } })).toEqual(closed('token', null))
    const tokens = { [holder]: ['7'], [vault]: ['9'] }
    expect(await refuse({ tokens, vaults: [vault] })).toEqual(closed('token', null))
  })

  test('behavior: if the gate names ids, only those tokens count', async () => {
    const condition: Condition = { ...owls, tokenIds: [{ first: 5n, last: 8n }] }
    const tokens = { [holder]: ['7', '9'] }
    expect(await refuse({ condition, tokens })).toEqual(closed('token', { name: 'Night Owls', id: '7' }))
  })

  test('behavior: a vault’s token is named like the wallet’s own', async () => {
    expect(await refuse({ tokens: { [vault]: ['7'] }, vaults: [vault] })).toEqual(
      closed('token', { name: 'Night Owls', id: '7' }),
    )
  })

  test.each(['collection', 'creator'] as const)(
    'behavior: the mint is the id of a token in a %s on Solana',
    async (kind) => {
      const condition: Condition = {
        kind,
        chain: 'solana' as ChainSlug,
        contract: mint as SolanaAddress,
        label: { name: 'Sun Owls', symbol: '' },
        minimum: 1n,
        maximum: null,
      }
      const tokens = { [solanaHolder]: [mint] }
      expect(await refuse({ condition, wallet: solanaHolder, tokens })).toEqual(
        closed('token', { name: 'Sun Owls', id: mint }),
      )
    },
  )

  test.each(['wallet', 'total'] as const)('behavior: a limit per %s names no token', async (limit) => {
    const limits = { perWallet: 1, perToken: 1, total: 1 }
    expect(await refuse({ tokens: { [holder]: ['7'] }, limits, limit })).toEqual(closed(limit, null))
  })

  const coins: Condition = {
    kind: 'native',
    chain: ethereum,
    minimum: 1n,
    maximum: null,
    decimals: 18,
  }
  test.each([
    [
      0n,
      {
        kind: 'unmet',
        unmet: [{ condition: owls, because: 'too-little', found: 0n, wallet: holder, block: 9n }],
        missing: 0,
      },
    ],
    [null, { kind: 'unchecked', code: 'ERR_CHAIN_READ', chain: ethereum }],
  ])(
    'behavior: a gate with a limit per token that was met without one is unmet, or unchecked if that is unknown',
    async (found, answer) => {
      const gate = makeGate({
        limits: { perWallet: null, perToken: 1, total: null },
        requirement: {
          v: 1,
          root: { kind: 'any', of: [owls, coins] },
          heldForBlocks: 0,
          heldForHours: 0,
          snapshots: [],
        },
      })
      const visit = makeVisit({ wallets: [{ chain: ethereum, address: holder, kind: 'key' }] })
      const { ctx } = fakeContext()
      ctx.readBalances = async ({ reads }) =>
        reads.map((read) =>
          read.kind !== 'native' && found === null
            ? { kind: 'unread', code: 'ERR_CHAIN_READ', chain: ethereum }
            : { kind: 'read', amount: read.kind === 'native' ? 5n : 0n, block: 9n },
        )
      ctx.reservations.reserve = async ({ wants }) =>
        wants.map((want) => ({ gate: want.gate, kind: 'used-up', limit: 'token' }))
      const judged = await evaluateGates(ctx, { gates: [gate], visit })
      expect((await reserveGates(ctx, { visit, judged, endsAt: NOW + 900 })).get(gate)).toEqual(answer)
    },
  )

  describe.each([
    ['a snapshot', { heldForBlocks: 0, heldForHours: 0, snapshots: [{ chain: ethereum, block: 5n }] }],
    ['a holding time', { heldForBlocks: 4, heldForHours: 0, snapshots: [] }],
  ])('with %s', (_case, moment) => {
    const bob = `0x${'b'.repeat(40)}` as EvmAddress
    type Held = Readonly<Record<string, readonly string[]>>

    /** The units to reserve, with what each owner held at block 5 and holds at block 9. */
    async function listWants({ before, now }: { before: Held; now: Held }) {
      const gate = makeGate({
        limits: { perWallet: 1, perToken: 1, total: null },
        requirement: { v: 1, root: owls, ...moment },
      })
      const visit = makeVisit({
        wallets: [holder, bob].map((address) => ({ chain: ethereum, address, kind: 'key' })),
      })
      const { ctx } = fakeContext()
      ctx.readBalances = async ({ reads }) =>
        reads.map((read) => {
          const owner = 'owner' in read ? read.owner : ''
          const [held, block] = read.at ? [before, 5n] : [now, 9n]
          return { kind: 'read', amount: BigInt(held[owner]?.length ?? 0), block }
        })
      ctx.readTokenIds = async ({ owner, block }) => {
        const tokenIds = (block === 5n ? before : now)[owner] ?? []
        return { tokenIds, amount: BigInt(tokenIds.length) }
      }
      let wanted: unknown
      ctx.reservations.reserve = async ({ wants }) => {
        wanted = wants.map(({ wallets, tokens }) => ({ wallets, tokens }))
        return []
      }
      const judged = await evaluateGates(ctx, { gates: [gate], visit })
      expect(judged[0]?.verdict).toEqual({ kind: 'met' })
      await reserveGates(ctx, { visit, judged, endsAt: NOW + 900 })
      return wanted
    }

    test('behavior: a token that was not held then is not used up', async () => {
      const tokens = [`ethereum:${contract}:7`]
      const held = { before: { [holder]: ['7'] }, now: { [holder]: ['7', '8'] } }
      expect(await listWants(held)).toEqual([{ wallets: [holder], tokens }])
    })

    test('behavior: the wallet that held the token then is charged', async () => {
      const wants = await listWants({ before: { [holder]: ['7'] }, now: { [bob]: ['7'] } })
      const wallets = moment.heldForBlocks > 0 ? [holder, bob].sort() : [holder]
      expect(wants).toEqual([{ wallets, tokens: [`ethereum:${contract}:7`] }])
    })
  })

  test('behavior: a token held now but not then is unmet as not held long enough', async () => {
    expect(await refuse({ tokens: { [holder]: ['8'] }, earlier: ['7'] })).toMatchObject({
      kind: 'unmet',
      unmet: [{ condition: owls, because: 'not-held-then', found: 0n }],
    })
  })
})
