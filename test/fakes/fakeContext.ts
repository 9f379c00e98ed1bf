import { createHash, createHmac } from 'node:crypto'
import { hashName } from '../../app/chains/evm/ens/hashName.ts'
import type { ChainSlug, EvmAddress } from '../../app/core/chain/types.ts'
import { ConflictError, NotFoundError } from '../../app/core/errors/base.ts'
import { discountNameOf } from '../../app/core/gate/discountName.ts'
import { isLimited } from '../../app/core/gate/isLimited.ts'
import { formatSingleVariant, type MemberKey } from '../../app/core/gate/memberships.ts'
import { NO_FLAGS } from '../../app/core/gate/reactionKinds.ts'
import type { Shop } from '../../app/core/gate/shop.ts'
import { listSubjectProducts, sortUnique } from '../../app/core/gate/subject.ts'
import type { Combination, Gate, GateNumber } from '../../app/core/gate/types.ts'
import type { GrantRequest } from '../../app/core/grant/types.ts'
import type { LeasedCounter } from '../../app/core/limit/types.ts'
import type { IssuedNonce, Vault } from '../../app/core/login/types.ts'
import type { Profile } from '../../app/core/publication/types.ts'
import type { ReservationWant } from '../../app/core/redemption/types.ts'
import type { Visit } from '../../app/core/visit/types.ts'
import { hashVisitKey, verifyRequestSignature } from '../../app/crypto/visitKeys.ts'
import { changedShop } from '../../app/db/known/changedShop.ts'
import type { FlowContext } from '../../app/flows/context.ts'
import type { KnownRows } from '../../app/ports/known.ts'
import type { NewVisit } from '../../app/ports/visits.ts'
import { NOW } from './clock.ts'
import { fake } from './fake.ts'
import { type FakeApiState, fakeApi, makeFakeApiState } from './fakeApi.ts'
import { createFakeShopify, type FakeShopify, shopRecord } from './fakeShopify.ts'

export { NOW }

export const shop: Shop = {
  id: shopRecord.id,
  myshopifyDomain: shopRecord.myshopifyDomain,
  primaryDomain: shopRecord.primaryDomain,
  ianaTimezone: shopRecord.ianaTimezone,
  currencyCode: shopRecord.currencyCode,
  allowedDomains: ['harbor.example', 'harbor.myshopify.com'],
  settings: {
    onViolation: 'hold',
    showsWallet: false,
    usesCartMetafield: false,
    holdsSuspects: false,
    tagsCustomers: false,
    writesReceipts: false,
  },
  enforcement: { level: 'functions', plan: 'Shopify Plus', hasAccounts: true },
  validationId: null,
  tellsUnlocks: false,
  refused: { ianaTimezone: null, primaryDomain: null },
}
/** Combination of a gate with today's defaults: with order and shipping discounts, not with product discounts. */
export const combination: Combination = {
  orderDiscounts: true,
  productDiscounts: false,
  shippingDiscounts: true,
  purchases: 'both',
}
/** The key that signs. */
const standingKey = { epoch: '5f3a9c01', createdAt: NOW - 86_400, signsFrom: NOW - 86_400 }
export const holder = '0x1111111111111111111111111111111111111111' as EvmAddress
export const contract = '0x2222222222222222222222222222222222222222' as EvmAddress
export const ethereum = 'ethereum' as ChainSlug

export function makeGate(over: Partial<Gate> = {}): Gate {
  return {
    shopId: shop.id,
    number: 82 as GateNumber,
    name: 'Owls',
    discountName: null,
    state: 'active',
    test: { isOn: false, wallets: [] },
    revision: 3,
    profile: 0,
    cap: 0,
    subject: { kind: 'products', ids: [8101] },
    requirement: {
      v: 1,
      root: {
        kind: 'all',
        of: [
          {
            kind: 'erc721',
            chain: ethereum,
            contract,
            label: { name: 'Night Owls', symbol: 'OWL' },
            minimum: 2n,
            maximum: null,
            tokenIds: [],
          },
        ],
      },
      heldForBlocks: 0,
      heldForHours: 0,
      snapshots: [],
    },
    reaction: { ...NO_FLAGS, price: { kind: 'percentage', hundredths: 2000 } },
    limits: { perWallet: null, perToken: null, total: null },
    schedule: { startsAt: null, endsAt: null, afterEnd: 'public' },
    guard: 'open',
    combination,
    recheck: false,
    freshSignature: false,
    showsUses: false,
    publication: { kind: 'published' },
    writtenProductIds: [8101],
    writtenVariantIds: [],
    updatedAt: NOW,
    deletedAt: null,
    ...over,
  }
}

export type FakeState = {
  now: number
  shops: Shop[]
  gates: Gate[]
  nonces: Map<string, IssuedNonce>
  visits: Map<string, Visit & { tokenHash: string; usedAt: number }>
  grants: (GrantRequest & { id: string; visitId: string })[]
  profiles: Map<number, Profile>
  /** Collections of each product and of each single variant. */
  collections: Map<MemberKey, Set<number>>
  /** Reservations requested so far, by gate. Gates in `usedUp` have no uses left. */
  reserved: Map<number, ReservationWant>
  usedUp: Set<number>
  /** Added jobs, as `kind key runAt`. */
  jobs: string[]
  /** Warnings, each with its code. */
  logged: string[]
  /** Balance of every wallet for every token. `down` makes the chain unreadable. */
  balance: bigint | 'down'
  reads: number
  signers: Map<string, EvmAddress>
  contractSigners: Set<string>
  /** Addresses on lists, as `listId address`. */
  listed: Set<string>
  suggested: Vault[]
  api: FakeApiState
}

/** Ports in memory with a fixed clock and random values that count up. A port or verb without a fake throws. */
export function fakeContext(over: Partial<FakeState> = {}): {
  ctx: FlowContext
  state: FakeState
  shopify: FakeShopify
} {
  const state: FakeState = {
    now: NOW,
    shops: [shop],
    gates: [makeGate()],
    nonces: new Map(),
    visits: new Map(),
    grants: [],
    profiles: new Map([[0, { profile: 0, combination, discountId: null }]]),
    collections: new Map(),
    reserved: new Map(),
    usedUp: new Set(),
    jobs: [],
    logged: [],
    balance: 2n,
    reads: 0,
    signers: new Map(),
    contractSigners: new Set(),
    listed: new Set(),
    suggested: [],
    api: makeFakeApiState(),
    ...over,
  }
  const shopify = createFakeShopify()
  let dice = 0
  const ctx = fake<FlowContext>({
    now: () => state.now,
    log: {
      warn: (sentence, { code } = {}) => void state.logged.push([sentence, code].filter(Boolean).join(' ')),
    },
    createRandomHex: (bytes) => (++dice).toString(16).padStart(bytes * 2, '0'),
    hashSecret: (secret) => createHash('sha256').update(secret).digest('hex'),
    hashPersonal: (text) => createHmac('sha256', 'a secret').update(text).digest('hex'),
    toChecksumAddress: (address) => address,
    recoverEvmAddress: ({ signature }) => state.signers.get(signature) ?? null,
    findContractSigned: async ({ messages, signature }) =>
      state.contractSigners.has(signature) ? (messages[0] ?? null) : null,
    signProof: ({ unsigned, key }) => createHmac('sha256', key).update(unsigned).digest('hex').slice(0, 32),
    readBalances: async ({ reads }) => {
      state.reads += reads.length
      return reads.map(({ chain }) =>
        state.balance === 'down'
          ? { kind: 'unread', code: 'ERR_CHAIN_READ', chain }
          : { kind: 'read', amount: state.balance, block: 9n },
      )
    },
    showAgeSeconds: 15,
    traits: {
      find: async ({ collections }) => collections.map(() => null),
      start: async () => undefined,
      addPart: async () => false,
      addNames: async () => false,
      findNames: async () => new Map(),
      finish: async () => false,
    },
    lists: {
      contain: async ({ reads }) =>
        reads.map(({ listId, address }) => state.listed.has(`${listId} ${address}`)),
      list: async () => [],
    },
    listVaultSuggestions: async () => state.suggested,
    listDelegations: async ({ vault }) =>
      state.suggested
        .filter(({ address }) => address === vault)
        .flatMap(({ delegates, tokens }) =>
          delegates.flatMap((delegate) => [null, ...tokens].map((token) => ({ vault, delegate, token }))),
        ),
    readTokenIds: async () => null,
    readProductPage: async () => ({ hasBlock: true, findsCards: true }),
    readAddressFindings: () => ({ hasFound: true, faults: [] }),
    readEnsName: async () => null,
    readTokenPicture: async () => null,
    hashName,
    readTokenMetadata: async () => ({ kind: 'refused' }),
    metadataSources: [],
    readEnsAddresses: async ({ names }) => names.map(() => ({ kind: 'none' }) as const),
    hashVisitKey,
    verifyRequestSignature,
    verifySolanaSignature: ({ address, signature }) => signature === `signed by ${address}`,
    composeMemoTransaction: ({ text }) => `memo: ${text}`,
    verifyMemoTransaction: ({ address, text, transaction }) => transaction === `${text} signed by ${address}`,
    describeContract: async () => ({ kind: 'erc721', name: 'Night Owls', symbol: 'OWL' }),
    shopify: shopify.port,
    shops: {
      load: async (domain) => loadShop(state, domain),
      loadKnown: async (domain) => {
        const found = loadShop(state, domain)
        return { ...found, version: versionOf(found) }
      },
      claimValidation: async ({ shopId, validationId, instead }) => {
        state.shops = state.shops.map((one) =>
          one.id === shopId && one.validationId === instead ? { ...one, validationId } : one,
        )
        return state.shops.find((one) => one.id === shopId)?.validationId ?? validationId
      },
      set: async ({ shopId, settings, enforcement }) => {
        state.shops = state.shops.map((one) =>
          one.id === shopId
            ? {
                ...one,
                ...(settings && { settings }),
                enforcement: { ...one.enforcement, ...enforcement },
              }
            : one,
        )
      },
    },
    collections: fakeCollections(state),
    reservations: fakeReservations(state),
    accessCodes: {
      findUsed: async () => [],
    },
    jobs: {
      add: async ({ kind, key, runAt }) => void state.jobs.push(`${kind} ${key} ${runAt}`),
      setDue: async ({ shopId, at }) => void state.jobs.push(`failed of ${shopId} ${at}`),
      find: async () => null,
    },
    privacy: {
      listDataRequests: async () => [],
    },
    limitFactor: 1,
    limits: {
      take: async (counters) => takeUnits(state.api, counters),
    },
    ...fakeApi(state.api),
    nonces: {
      issue: async (nonce, { known, counters }) => {
        checkUnchanged(state, known)
        const short = takeUnits(state.api, counters)
        if (!short) state.nonces.set(nonce.value, nonce)
        return short
      },
      find: async ({ value, shopId, now }, counters) => {
        const short = takeUnits(state.api, counters)
        if (short) return { short }
        const found = state.nonces.get(value)
        return { nonce: found && found.shopId === shopId && now < found.expiresAt ? found : null }
      },
      consume: async ({ value }, { known, counters, visit }) => {
        checkUnchanged(state, known)
        const short = takeUnits(state.api, counters)
        if (short) return short
        if (!state.nonces.delete(value)) return 'unknown'
        if (visit) createVisit(state, visit)
        return 'consumed'
      },
    },
    gates: fakeGates(state),
    visits: {
      create: async (visit) => createVisit(state, visit),
      renew: async ({ tokenHash, shopId, keyThumbprint, now }) => {
        const found = [...state.visits.values()].find(
          (one) => one.tokenHash === tokenHash && one.shopId === shopId && now < one.expiresAt,
        )
        if (found?.keyThumbprint !== keyThumbprint || now - found.usedAt >= 1800) return null
        found.usedAt = now
        return found
      },
      addWallets: async ({ id, wallets, vaults, signedAt }) =>
        changeVisit(state, id, (visit) => ({
          wallets: [...visit.wallets, ...wallets],
          seen: null,
          vaults: vaults.length > 0 ? vaults : visit.vaults,
          signedAt: signedAt ?? visit.signedAt,
        })),
      setSeen: async ({ id, seen }) => void changeVisit(state, id, () => ({ seen })),
    },
    grants: {
      open: async ({ visitId, grants, known, seen }) => {
        checkUnchanged(state, known)
        if (seen) changeVisit(state, visitId, () => ({ seen }))
        return grants.map((grant) => openGrant(state, visitId, grant))
      },
    },
    proofKeys: {
      findSigning: async () => ({ ...standingKey, key: new Uint8Array(32).fill(7) }),
      list: async () => [{ ...standingKey, key: new Uint8Array(32).fill(7) }],
      listStanding: async () => [standingKey],
    },
    profiles: {
      choose: async ({ combination: wanted }) => {
        const same = [...state.profiles.values()].find(
          (one) => JSON.stringify(one.combination) === JSON.stringify(wanted),
        )
        if (same) return same.profile
        const profile = state.profiles.size
        if (profile > 7) return null
        state.profiles.set(profile, { profile, combination: wanted, discountId: null })
        return profile
      },
      find: async ({ profile }) => state.profiles.get(profile) ?? null,
      list: async () => [...state.profiles.values()],
      claim: async ({ profile, discountId, instead }) => {
        const known = state.profiles.get(profile)
        if (!known) throw new Error('no such profile')
        if (known.discountId === instead) state.profiles.set(profile, { ...known, discountId })
        return { discountId: state.profiles.get(profile)?.discountId ?? '' }
      },
    },
  })
  return { ctx, state, shopify }
}

const versionOf = (row: Shop | Gate) =>
  JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

function loadShop(state: FakeState, domain: string): Shop {
  const found = state.shops.find((one) => one.myshopifyDomain === domain)
  if (!found) throw new NotFoundError('ERR_SHOP_NOT_FOUND', 'No such shop.')
  return found
}

function findGates(
  state: FakeState,
  asked: { shopId: bigint; numbers: readonly number[]; withDeleted?: boolean },
): Gate[] {
  const { shopId, numbers, withDeleted = false } = asked
  return state.gates
    .filter((gate) => gate.shopId === shopId && numbers.includes(gate.number))
    .filter(({ deletedAt }) => withDeleted || deletedAt === null)
}

/** Refuse a write if a row is not as the caller knows it. */
function checkUnchanged(state: FakeState, known: KnownRows | null): void {
  const isSame = (row: Shop | Gate | undefined, version: string) => row && versionOf(row) === version
  if (known === null) return
  const shop = state.shops.find(({ id }) => id === known.shop.id)
  const areSame = known.gates.every((one) =>
    isSame(
      state.gates.find(({ number }) => number === one.number),
      one.version,
    ),
  )
  if (!isSame(shop, known.shop.version) || !areSame) throw changedShop()
}

function createVisit(state: FakeState, { wallets, now: usedAt, ...visit }: NewVisit) {
  const made = { ...visit, wallets, usedAt, signedAt: usedAt, seen: null }
  state.visits.set(visit.id, made)
  return made
}

function fakeGates(state: FakeState): FlowContext['gates'] {
  const load = (number: number): Gate => {
    const found = state.gates.find((gate) => gate.number === number)
    if (!found) throw new NotFoundError('ERR_GATE_NOT_FOUND', 'No such gate.')
    return found
  }
  const nextNumber = () => (Math.max(0, ...state.gates.map((gate) => gate.number)) + 1) as GateNumber
  const drafts = new Map<string, GateNumber>()
  const replace = (number: number, change: Partial<Gate>): Gate => {
    const changed = { ...load(number), ...change }
    state.gates = state.gates.map((gate) => (gate.number === number ? changed : gate))
    return changed
  }
  return {
    find: async (asked) => findGates(state, asked),
    findKnown: async (asked) =>
      findGates(state, asked).map((gate) => ({ ...gate, version: versionOf(gate) })),
    list: async ({ shopId, withDeleted = false }) =>
      state.gates.filter((gate) => gate.shopId === shopId && (withDeleted || gate.deletedAt === null)),
    listUsedUp: async () => [],
    hasPublicUses: async () => false,
    listReadable: async ({ shopId }) => ({
      gates: state.gates.filter((gate) => gate.shopId === shopId && gate.deletedAt === null),
      unreadable: [],
    }),
    listNames: async ({ shopId, numbers }) =>
      new Map(
        state.gates
          .filter((gate) => gate.shopId === shopId && numbers.includes(gate.number))
          .map(({ number, name }) => [number, name]),
      ),
    listPage: async ({ shopId, limit }) => {
      const all = state.gates.filter((gate) => gate.shopId === shopId && gate.deletedAt === null).reverse()
      return { gates: all.slice(0, limit), unreadable: [], total: all.length, next: null }
    },
    listChoices: async ({ shopId, isLimited: isLimitedOnly, limit }) =>
      state.gates
        .filter((gate) => gate.shopId === shopId)
        .filter(({ limits, deletedAt }) => !isLimitedOnly || (isLimited(limits) && deletedAt === null))
        .map(({ number, name, deletedAt }) => ({ number, name, isDeleted: deletedAt !== null }))
        .sort((one, other) => other.number - one.number)
        .slice(0, limit),
    nextNumber: async () => nextNumber(),
    load: async ({ number }) => {
      const gate = load(number)
      if (gate.deletedAt !== null) throw new NotFoundError('ERR_GATE_NOT_FOUND', 'No such gate.')
      return gate
    },
    listChanges: async () => [],
    loadChange: async () => {
      throw new NotFoundError('ERR_CHANGE_NOT_FOUND', 'No such change.')
    },
    listDiscountNames: async ({ names }) =>
      names.filter((name) => state.gates.some((gate) => discountNameOf(gate) === name)),
    findByDraft: async ({ draftId }) =>
      state.gates.find(({ number }) => number === drafts.get(draftId)) ?? null,
    create: async ({ shopId, draft, profile, at, draftId }) => {
      const number = nextNumber()
      if (draftId) drafts.set(draftId, number)
      const publication = { kind: 'pending', reason: null } as const
      const gate: Gate = {
        ...draft,
        shopId,
        profile,
        number,
        revision: 1,
        publication,
        writtenProductIds: [],
        writtenVariantIds: [],
        updatedAt: at,
        deletedAt: null,
      }
      state.gates = [...state.gates, gate]
      return gate
    },
    update: async ({ number, draft, profile, revision, expectedRevision, expectedUpdatedAt, at }) => {
      const gate = load(number)
      if (gate.revision !== expectedRevision || gate.updatedAt !== expectedUpdatedAt) {
        throw new ConflictError('ERR_GATE_STALE', 'Somebody else saved this gate.')
      }
      return replace(number, {
        ...draft,
        profile,
        revision,
        updatedAt: at,
        publication: { kind: 'pending', reason: null },
        writtenProductIds: [...new Set([...gate.writtenProductIds, ...listSubjectProducts(gate.subject)])],
      })
    },
    delete: async ({ number, at }) =>
      replace(number, { deletedAt: at, updatedAt: at, publication: { kind: 'pending', reason: null } }),
    listOldCards: async () => [],
    setPublication: async ({
      number,
      publication,
      writtenProductIds,
      writtenVariantIds,
      expectedUpdatedAt,
    }) => {
      if (expectedUpdatedAt !== undefined && load(number).updatedAt !== expectedUpdatedAt) return false
      replace(number, {
        publication,
        ...(writtenProductIds ? { writtenProductIds } : {}),
        ...(writtenVariantIds ? { writtenVariantIds } : {}),
      })
      return true
    },
  }
}

function fakeCollections(state: FakeState): FlowContext['collections'] {
  return {
    find: async ({ productIds }) =>
      new Map([...state.collections].filter(([key]) => productIds.includes(productOf(key)))),
    findOfVariants: async ({ variantIds }) =>
      new Map(
        variantIds.flatMap((variantId) =>
          [...state.collections].flatMap(([key, ids]) =>
            variantOf(key) === variantId ? [[variantId, ids] as const] : [],
          ),
        ),
      ),
    products: async ({ collectionIds }) =>
      sortUnique(
        [...state.collections].flatMap(([key, ids]) =>
          collectionIds.some((id) => ids.has(id)) ? [productOf(key)] : [],
        ),
      ),
    variants: async (named) =>
      sortUnique(
        [...state.collections].flatMap(([key, ids]) => {
          const isNamed =
            'productIds' in named
              ? named.productIds.includes(productOf(key))
              : named.collectionIds.some((id) => ids.has(id))
          return isNamed ? (variantOf(key) ?? []) : []
        }),
      ),
    set: async ({ collectionId, productIds, variants }) => {
      const now = new Set<MemberKey>([...productIds, ...variants.map(formatSingleVariant)])
      const before = [...state.collections].flatMap(([key, ids]) => (ids.has(collectionId) ? [key] : []))
      for (const key of before) state.collections.get(key)?.delete(collectionId)
      for (const key of now) {
        state.collections.set(key, (state.collections.get(key) ?? new Set()).add(collectionId))
      }
      const gone = before.filter((key) => !now.has(key))
      const come = [...now].filter((key) => !before.includes(key))
      return sortUnique([...gone, ...come].map(productOf))
    },
    setProduct: async ({ productId, collectionIds, variants }) => {
      // A former member keeps an empty entry, so that its variant remains known, as in the database.
      for (const [key, ids] of state.collections) if (productOf(key) === productId) ids.clear()
      state.collections.set(productId, new Set(collectionIds))
      for (const { collectionId, variantId } of variants) {
        const key = formatSingleVariant({ productId, variantId })
        state.collections.set(key, (state.collections.get(key) ?? new Set()).add(collectionId))
      }
      return true
    },
    setWritten: async () => {},
  }
}

const productOf = (key: MemberKey) => Number(String(key).split('/')[0])
const variantOf = (key: MemberKey) => (typeof key === 'number' ? null : Number(key.split('/')[1]))

function fakeReservations(state: FakeState): Partial<FlowContext['reservations']> {
  return {
    reserve: async ({ wants }) =>
      wants.map((want) => {
        if (state.usedUp.has(want.gate)) return { gate: want.gate, kind: 'used-up', limit: 'total' }
        if (want.limits.perToken !== null && want.tokens.length === 0)
          return { gate: want.gate, kind: 'used-up', limit: 'token' }
        state.reserved.set(want.gate, want)
        return { gate: want.gate, kind: 'reserved', reservationId: 1n, units: [] }
      }),
    findStandingUses: async ({ refused }) =>
      refused.map(({ want }) => ({ gate: want.gate, usedAt: null, heldUntil: null })),
    renew: async ({ gates }) => gates.filter((gate) => state.reserved.has(gate)),
  }
}

function takeUnits({ units }: FakeApiState, counters: readonly LeasedCounter[]): LeasedCounter | null {
  const name = ({ expiresAt, key }: LeasedCounter) => `${expiresAt} ${key}`
  const short = counters.find((one) => (units.get(name(one)) ?? 0) + one.units > one.most)
  if (short) return short
  for (const counter of counters) units.set(name(counter), (units.get(name(counter)) ?? 0) + counter.units)
  return null
}

function changeVisit(state: FakeState, id: string, change: (visit: Visit) => Partial<Visit>): Visit {
  const visit = state.visits.get(id)
  if (!visit) throw new Error('no such visit')
  const changed = { ...visit, ...change(visit) }
  state.visits.set(id, changed)
  return changed
}

function openGrant(
  state: FakeState,
  visitId: string,
  { newId, ...grant }: GrantRequest,
): { id: string; epoch: string } {
  const scopeOf = (one: Omit<GrantRequest, 'newId'>) =>
    [one.carrier, one.cartToken, one.productId, one.variantId, one.codeGate].join()
  const known = state.grants.find((one) => one.visitId === visitId && scopeOf(one) === scopeOf(grant))
  if (known) Object.assign(known, grant, { endsAt: Math.max(known.endsAt, grant.endsAt) })
  else state.grants.push({ ...grant, newId, id: newId, visitId })
  return { id: known?.id ?? newId, epoch: '5f3a9c01' }
}
