import { describe, expect, test } from 'vitest'
import { NO_SUBJECTS, startDraft } from '../../app/admin/editor/startDraft.ts'
import { toGateForm } from '../../app/admin/editor/toGateForm.ts'
import { formatGateList } from '../../app/admin/formatGateList.ts'
import { formatGateView } from '../../app/admin/formatGateView.ts'
import { formatPlain } from '../../app/admin/formatPlain.ts'
import type { ContractDescription } from '../../app/core/chain/describe.ts'
import type { ChainSlug } from '../../app/core/chain/types.ts'
import { draftGate } from '../../app/core/gate/draftGate.ts'
import { type GateForm, listConditionForms } from '../../app/core/gate/form.ts'
import { NO_FLAGS } from '../../app/core/gate/reactionKinds.ts'
import type { Gate } from '../../app/core/gate/types.ts'
import { listConditions } from '../../app/core/requirement/listConditions.ts'
import { parseRequirement } from '../../app/core/requirement/parseRequirement.ts'
import type { Condition, Requirement } from '../../app/core/requirement/types.ts'
import { KIND_SAMPLES, SAMPLE_TRAITS } from '../core/requirement/kindSamples.ts'
import { LIST } from '../core/requirement/samples.ts'
import { NOW } from '../fakes/clock.ts'
import { contract, ethereum, makeGate, shop } from '../fakes/fakeContext.ts'

const label = { name: 'Harbor Coin', symbol: 'HRBR' }
const maximum = null
const erc20: Condition = {
  kind: 'erc20',
  chain: ethereum,
  contract,
  label,
  minimum: 1_250_500_000_000_000_000_000n,
  maximum,
  decimals: 18,
}
const erc1155: Condition = {
  kind: 'erc1155',
  chain: ethereum,
  contract,
  label,
  minimum: 3n,
  maximum,
  tokenIds: [
    { first: 1n, last: 1n },
    { first: 7n, last: 9n },
  ],
  perId: true,
}
/** A condition of every kind, and some that differ from the samples. */
const everyKind: Condition[] = [
  ...Object.values(KIND_SAMPLES).flatMap(({ json }) =>
    listConditions(parseRequirement({ v: 1, root: json }).root),
  ),
  erc20,
  erc1155,
  { ...erc20, minimum: 1n, maximum: 5_000_000_000_000_000_000n },
  { kind: 'erc721', chain: ethereum, contract, label, minimum: 1n, maximum: 5n, tokenIds: [] },
  { kind: 'allowlist', chain: null, listId: LIST, listName: 'Friends' },
]
const open = (requirement: Partial<Requirement>) =>
  makeGate({
    requirement: {
      v: 1,
      root: { kind: 'any', of: [erc20, erc1155] },
      heldForBlocks: 0,
      heldForHours: 0,
      snapshots: [],
      ...requirement,
    },
    reaction: { ...NO_FLAGS, price: { kind: 'fixedAmount', thousandths: 5500n } },
  })
const gate = open({})

/** What saving an untouched gate page sends and stores, if the chains describe the contracts as before. */
function saveUntouched(of: Gate): { form: GateForm; draft: ReturnType<typeof draftGate> } {
  const view = formatGateView({ gate: of, shop, now: NOW })
  const form = toGateForm({
    draft: startDraft({ gate: view, subjects: NO_SUBJECTS, chains: [] }),
    kindOf: (condition) => condition.kind,
    hasAccounts: true,
  })
  const told = new Map<string, ContractDescription>()
  for (const { path, condition } of listConditionForms(form.root)) {
    const known = view.contracts.find(
      (each) =>
        each.chain === condition.chain &&
        each.contract === condition.contract &&
        each.description.kind === condition.kind,
    )
    const { asked } = KIND_SAMPLES[condition.kind]
    if (known) told.set(path, known.description)
    else if (asked) told.set(path, asked)
  }
  return {
    form,
    draft: draftGate({
      form,
      descriptions: told,
      lists: new Map([[LIST, 'Friends']]),
      isChecksummed: () => true,
      isReadable: () => true,
      hashName: () => null,
      traitTables: new Map(listConditionForms(form.root).map(({ path }) => [path, SAMPLE_TRAITS])),
      ianaTimezone: shop.ianaTimezone,

      currencyCode: 'EUR',
      platform: 'shopify',
      usesCartMetafield: true,
    }),
  }
}

describe('formatGateView', () => {
  test('default: the form shows amounts and ids as a merchant writes them', () => {
    const view = formatGateView({ gate, shop, now: NOW })
    expect(view.form).toMatchObject({
      root: {
        kind: 'any',
        of: [
          { kind: 'erc20', minimum: '1250.5', tokenIds: '' },
          { kind: 'erc1155', minimum: '3', tokenIds: '1, 7-9', perId: true },
        ],
      },
      moment: 'now',
      heldFor: { amount: '', unit: 'days' },
      snapshots: [],
      reaction: { ...NO_FLAGS, price: 'fixedAmount', value: '5.5' },
    })
    expect(view.changedAt).toBe('25 Nov 2026, 14:10 (Berlin time)')
  })

  test.each<[string, Partial<Requirement>]>([
    ['a flat group', {}],
    ['every kind of condition', { root: { kind: 'all', of: everyKind } }],
    [
      'nested groups',
      {
        root: {
          kind: 'atLeast',
          count: 2,
          of: [
            { kind: 'all', of: [erc20, { kind: 'any', of: [erc1155, erc20] }] },
            { kind: 'not', of: { kind: 'any', of: [erc20, erc1155] } },
            { kind: 'not', of: { kind: 'all', of: [erc20, erc1155] } },
            { kind: 'not', of: erc20 },
          ],
        },
      },
    ],
    ['a group of none', { root: { kind: 'not', of: { kind: 'any', of: [erc20, erc1155] } } }],
    ['a holding time in blocks', { heldForBlocks: 7200 }],
    ['a holding time in days', { heldForHours: 168 }],
    ['a holding time in hours', { heldForHours: 36 }],
    ['a snapshot', { snapshots: [{ chain: ethereum, block: 18_000_000n }] }],
    [
      'a snapshot beside a chain that is read now',
      {
        root: { kind: 'all', of: [{ ...erc20, chain: 'polygon' as ChainSlug }, erc20] },
        snapshots: [{ chain: ethereum, block: 18_000_000n }],
      },
    ],
  ])('behavior: opening %s and saving it untouched changes nothing', (_, requirement) => {
    const opened = open(requirement)
    const { form, draft } = saveUntouched(opened)
    expect(form).toEqual(formatGateView({ gate: opened, shop, now: NOW }).form)
    expect(opened).toMatchObject(draft)
  })

  test.each<[string, Partial<Gate>]>([
    [
      'exclusive access to variants',
      {
        subject: { kind: 'variants', variants: [{ productId: 8101, variantId: 9101 }] },
        reaction: { ...NO_FLAGS, exclusive: true, price: null },
      },
    ],
    [
      'an exclusive gate about collections with a percentage off the order',
      {
        subject: { kind: 'collections', ids: [5, 9] },
        reaction: {
          ...NO_FLAGS,
          exclusive: true,
          price: { kind: 'orderPercentage', hundredths: 1250 },
          freeShipping: true,
        },
        cap: 4,
      },
    ],
    [
      'a gate about everything with limits and a schedule',
      {
        subject: { kind: 'all' },
        limits: { perWallet: 2, perToken: null, total: 500 },
        schedule: {
          startsAt: NOW + 3600 - (NOW % 60),
          endsAt: NOW + 90_000 - (NOW % 60),
          afterEnd: 'closed',
        },
      },
    ],
    ['a name of the discount', { discountName: 'Owl days' }],
    [
      'a guard, a combination and a recheck',
      {
        guard: 'cart',
        combination: {
          orderDiscounts: false,
          productDiscounts: true,
          shippingDiscounts: false,
          purchases: 'subscription',
        },
        recheck: true,
        freshSignature: false,
        showsUses: false,
      },
    ],
  ])('behavior: opening %s and saving it untouched changes nothing', (_, over) => {
    const opened = { ...open({}), ...over }
    const { form, draft } = saveUntouched(opened)
    expect(form).toEqual(formatGateView({ gate: opened, shop, now: NOW }).form)
    expect(opened).toMatchObject(draft)
  })

  test('behavior: a single condition becomes a group of one', () => {
    expect(saveUntouched(open({ root: erc20 })).draft.requirement.root).toEqual({ kind: 'all', of: [erc20] })
  })

  test('behavior: a pending gate has a reason, even if none was stored', () => {
    const pending = (reason: string | null) =>
      formatGateView({ gate: makeGate({ publication: { kind: 'pending', reason } }), shop, now: NOW }).status
    expect(pending('Shopify refused.')).toMatchObject({ kind: 'pending', reason: 'Shopify refused.' })
    expect(pending(null).reason).toBe('Your shop does not have this change yet.')
  })
})

describe('formatGateList', () => {
  test('default', () => {
    const { gates, timeZone, firstProductIds } = formatGateList({
      shop,
      gates: [gate],
      progress: null,
      unreadable: [],
      total: 1,
      next: null,
      now: NOW,
    })
    expect(gates).toMatchObject([
      {
        number: 82,
        status: { kind: 'active', reason: null },
        subject: { kind: 'products', productId: 8101 },
      },
    ])
    expect(gates[0]?.reaction).toBe('€5.50 off')
    expect(formatPlain(gates[0]?.requirement ?? [])).toBe(
      'Holds at least 1,250.5 HRBR on Ethereum or at least 3 each of Harbor Coin #1 and #7–9 on Ethereum',
    )
    expect(timeZone).toBe('Berlin time')
    expect(firstProductIds).toEqual([8101])
  })
})
