import { describe, expect, test } from 'vitest'
import { NO_FLAGS } from '../../../app/core/gate/reactionKinds.ts'
import type { Gate, GateNumber } from '../../../app/core/gate/types.ts'
import { planConfigs } from '../../../app/core/publication/planConfigs.ts'
import { planOwners } from '../../../app/core/publication/planOwners.ts'
import { planStorefront } from '../../../app/core/publication/planStorefront.ts'
import { hasSameMarks } from '../../../app/core/publication/touched.ts'
import type { Published, PublishedOwner, Snapshot } from '../../../app/core/publication/types.ts'
import { combination, makeGate, NOW, shop } from '../../fakes/fakeContext.ts'

const DISCOUNT = 'gid://shopify/DiscountAutomaticNode/1'
const VALIDATION = 'gid://shopify/Validation/2'
const INSTALLATION = 'gid://shopify/AppInstallation/1'
const exclusive = { ...NO_FLAGS, exclusive: true, price: null }
const blank: PublishedOwner = { config: null, inputVariables: null, isActive: true }

function makeSnapshot(over: Partial<Snapshot> = {}, published: Partial<Published> = {}): Snapshot {
  return {
    shop: { ...shop, validationId: VALIDATION },
    profiles: [
      { profile: 0, combination, discountId: DISCOUNT },
      { profile: 1, combination, discountId: null },
    ],
    published: {
      needsDefinitions: false,
      installationId: INSTALLATION,
      storefront: null,
      owners: new Map([
        [DISCOUNT, blank],
        [VALIDATION, blank],
      ]),
      validationIds: [VALIDATION],
      ...published,
    },
    gates: [makeGate({ reaction: exclusive, subject: { kind: 'collections', ids: [5] } })],
    keys: [{ epoch: '5f3a9c01', createdAt: NOW - 60, signsFrom: NOW - 60, key: new Uint8Array(32).fill(7) }],
    usedUp: [],
    now: NOW,
    ...over,
  }
}
const numbered = (number: number, over: Partial<Gate> = {}) =>
  makeGate({ number: number as GateNumber, ...over })

describe('planConfigs', () => {
  test('default: a config for each owner, and the input variables for the validation', () => {
    const writes = planConfigs(makeSnapshot())
    expect(writes.map(({ ownerId, key, digest }) => [ownerId, key, digest])).toEqual([
      [DISCOUNT, 'proof_config', null],
      [VALIDATION, 'proof_config', null],
      [VALIDATION, 'input_variables', null],
    ])
    expect(JSON.parse(writes[0]?.value ?? '')).toMatchObject({ p: 0, k: [['5f3a9c01', '07'.repeat(32)]] })
    expect(writes[2]?.value).toBe('{"exclusiveCollections":["gid://shopify/Collection/5"]}')
  })

  test('behavior: an equal value is not written, a different one is written with its digest, and a missing owner is skipped', () => {
    const [config, , variables] = planConfigs(makeSnapshot())
    const found = (value: string | null | undefined) => ({ value: value ?? '', digest: 'd' })
    const owners = new Map([
      [DISCOUNT, { ...blank, config: found(config?.value) }],
      [VALIDATION, { ...blank, config: found('{}'), inputVariables: found(variables?.value) }],
    ])
    expect(planConfigs(makeSnapshot({}, { owners }))).toMatchObject([
      { ownerId: VALIDATION, key: 'proof_config', digest: 'd' },
    ])
    expect(planConfigs(makeSnapshot({}, { owners: new Map() }))).toEqual([])
  })

  test('default: a discount names the running gates of its profile that give something off, chosen names first', () => {
    const gates = [
      numbered(1, { name: 'Owls' }),
      numbered(2, { name: 'Birds', discountName: 'Bird days' }),
      numbered(3, { name: 'Access', reaction: exclusive }),
      numbered(4, { name: 'Paused', state: 'paused' }),
      numbered(5, { name: 'Ended', schedule: { startsAt: null, endsAt: NOW, afterEnd: 'public' } }),
      numbered(6, { name: 'Other', profile: 1 }),
      numbered(7, { name: 'Gone', deletedAt: NOW }),
    ]
    const [discount, validation] = planConfigs(makeSnapshot({ gates }))
    expect(discount?.value).toContain(',"n":{"2":"Bird days","1":"Owls"}}')
    expect(validation?.value).not.toContain('"n":')
  })

  test('behavior: the validation tells why nobody can open an exclusive gate, and a discount does not', () => {
    const schedule = { startsAt: NOW + 60, endsAt: null, afterEnd: 'closed' } as const
    const gates = [
      makeGate({ number: 1 as never, reaction: exclusive, schedule }),
      makeGate({ number: 2 as never, reaction: exclusive, state: 'paused' }),
      makeGate({ number: 3 as never, reaction: exclusive }),
      makeGate({
        number: 4 as never,
        reaction: exclusive,
        schedule: { ...schedule, startsAt: 1, endsAt: 2 },
      }),
      // Neither a gate that runs, nor one that is lifted, nor one that only gives a discount.
      makeGate({ number: 5 as never, reaction: exclusive }),
      makeGate({
        ...{ number: 6 as never, reaction: exclusive },
        schedule: { startsAt: 1, endsAt: 2, afterEnd: 'public' },
      }),
      makeGate({ number: 7 as never, state: 'paused' }),
    ]
    const writes = planConfigs(makeSnapshot({ gates, usedUp: [3, 7] as never }))
    const configOf = (owner: string) =>
      JSON.parse(writes.find(({ ownerId }) => ownerId === owner)?.value ?? '')
    expect(configOf(VALIDATION)).toMatchObject({ b: ['1'], h: ['2'], u: ['3'], e: ['4'], o: ['6'] })
    expect(configOf(DISCOUNT)).not.toHaveProperty('h')
  })

  test('behavior: a deleted gate is refused and lifted until its deletion is published', () => {
    const pending = { kind: 'pending', reason: null } as const
    const gate = makeGate({ reaction: exclusive, deletedAt: NOW, publication: pending })
    const configOf = (one: Gate) => JSON.parse(planConfigs(makeSnapshot({ gates: [one] }))[1]?.value ?? '')
    expect(configOf(gate)).toMatchObject({ x: [['2a', 4]], o: ['2a'] })
    expect(configOf({ ...gate, publication: { kind: 'published' } })).toMatchObject({ x: [], o: [] })
  })
})

describe('planOwners', () => {
  const gates = [
    numbered(1, { reaction: exclusive }),
    numbered(2),
    numbered(3, { profile: 1 }),
    numbered(4, { profile: 1, deletedAt: NOW }),
  ]

  test('default: nothing if all owners are active, else the discount that was never created', () => {
    expect(planOwners({ snapshot: makeSnapshot(), gates: gates.slice(0, 2) })).toEqual({
      validation: false,
      profiles: [],
    })
    expect(planOwners({ snapshot: makeSnapshot(), gates })).toEqual({ validation: false, profiles: [1] })
  })

  test.each<[string, Partial<Published>]>([
    ['is gone', { owners: new Map([[DISCOUNT, blank]]) }],
    ['is disabled', { owners: new Map([[VALIDATION, { ...blank, isActive: false }]]) }],
    ['has another one beside it', { validationIds: [VALIDATION, 'gid://shopify/Validation/900'] }],
  ])(
    'behavior: the validation if it %s, and only if a gate that is not deleted is exclusive',
    (_, published) => {
      const snapshot = makeSnapshot({}, published)
      const plan = (list: readonly Gate[]) => planOwners({ snapshot, gates: list }).validation
      expect([plan(gates), plan(gates.slice(1))]).toEqual([true, false])
      expect(plan([numbered(1, { reaction: exclusive, deletedAt: NOW })])).toBe(false)
    },
  )

  test('behavior: the discount if it has ended', () => {
    const owners = new Map([[DISCOUNT, { ...blank, isActive: false }]])
    expect(planOwners({ snapshot: makeSnapshot({}, { owners }), gates: [numbered(2)] }).profiles).toEqual([0])
  })
})

describe('planStorefront', () => {
  const all = [numbered(1, { subject: { kind: 'all' } }), numbered(2)]

  test('default: the cards of the gates about everything', () => {
    expect(planStorefront(makeSnapshot({ gates: all }))).toEqual([
      {
        ownerId: INSTALLATION,
        key: 'storefront',
        type: 'json',
        value: '{"v":1,"all":["gate-1"]}',
        digest: null,
      },
    ])
  })

  test('behavior: nothing if there was never a value, and an empty list after the last gate', () => {
    expect(planStorefront(makeSnapshot())).toEqual([])
    const storefront = { value: '{"v":1,"all":["gate-1"]}', digest: 'd' }
    expect(planStorefront(makeSnapshot({ gates: all }, { storefront }))).toEqual([])
    const gone = [numbered(1, { subject: { kind: 'all' }, deletedAt: NOW })]
    expect(planStorefront(makeSnapshot({ gates: gone }, { storefront }))).toMatchObject([
      { value: '{"v":1,"all":[]}', digest: 'd' },
    ])
  })
})

describe('hasSameMarks', () => {
  const before = makeGate({ subject: { kind: 'products', ids: [1, 2] } })
  test.each<[string, Partial<Gate>, boolean]>([
    ['another name, price and state', { name: 'x', state: 'paused', reaction: { ...before.reaction } }, true],
    ['the same products', { subject: { kind: 'products', ids: [1, 2] } }, true],
    ['other products', { subject: { kind: 'products', ids: [1] } }, false],
    ['collections of the same numbers', { subject: { kind: 'collections', ids: [1, 2] } }, false],
    ['variants', { subject: { kind: 'variants', variants: [{ productId: 1, variantId: 2 }] } }, false],
    ['everything', { subject: { kind: 'all' } }, false],
    ['exclusivity', { reaction: exclusive }, false],
  ])('behavior: the marks before and after a change to %s', (_, over, isSame) => {
    expect(hasSameMarks({ before, after: { ...before, ...over } })).toBe(isSame)
  })
})
