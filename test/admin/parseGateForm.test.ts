import { describe, expect, test } from 'vitest'
import { parseGateEdit, parseGateState, parseNewGate } from '../../app/admin/parseGateForm.ts'
import { NO_FLAGS } from '../../app/core/gate/reactionKinds.ts'

const form = {
  name: 'Owls',
  discountName: '',
  state: 'active',
  test: { isOn: false, wallets: '' },
  subject: { kind: 'products', productIds: [8101], variants: [], collectionIds: [] },
  root: {
    kind: 'all',
    count: '',
    of: [
      {
        kind: 'erc721',
        chain: 'ethereum',
        contract: '0x2222222222222222222222222222222222222222',
        minimum: '2',
        maximum: '',
        tokenIds: '',
        perId: false,
        listId: '',
      },
    ],
  },
  moment: 'now',
  heldFor: { amount: '', unit: 'days' },
  snapshots: [],
  reaction: { ...NO_FLAGS, exclusive: true, price: 'percentage', value: '20' },
  cap: '',
  limits: { perWallet: '1', perToken: '', total: '' },
  schedule: { startsAt: '2026-12-01T09:00', endsAt: '', afterEnd: 'public' },
  guard: 'account',
  combination: {
    orderDiscounts: true,
    productDiscounts: false,
    shippingDiscounts: true,
    purchases: 'both',
  },
  recheck: false,
  freshSignature: false,
  showsUses: false,
}
const withSubject = (over: Record<string, unknown>) => ({ ...form, subject: { ...form.subject, ...over } })
const [condition] = form.root.of
const withRoot = (of: readonly unknown[], over = {}) => ({ ...form, root: { ...form.root, of, ...over } })
const nest = (levels: number): unknown =>
  levels === 0 ? condition : { kind: 'any', count: '', of: [nest(levels - 1)] }
const refused = expect.objectContaining({ code: 'ERR_BODY_INVALID' })

const draftId = '0b5e8f5a-3c1d-4e8a-9f6b-2d7c1a4e5f60'
const parseGateForm = (value: unknown) => parseNewGate({ form: value, draftId }).form

describe('parseNewGate', () => {
  test('default', () => {
    expect(parseNewGate({ form, draftId })).toEqual({ form, draftId })
  })

  test('behavior: a form from before discounts had names means the name of the gate', () => {
    const { discountName: _, ...older } = form
    expect(parseNewGate({ form: older, draftId }).form.discountName).toBe('')
  })

  test('behavior: empty fields are accepted', () => {
    const empty = {
      ...form,
      name: '',
      subject: { ...form.subject, kind: 'all', productIds: [] },
      root: { kind: 'any', count: '', of: [] },
      reaction: { ...NO_FLAGS, price: 'none', value: '' },
    }
    expect(parseGateForm(empty)).toEqual(empty)
  })

  test('behavior: a tree that is one level too deep is accepted, because its issue is shown at its group', () => {
    expect(parseGateForm(withRoot([nest(6)]))).toEqual(withRoot([nest(6)]))
  })

  test.each([
    ['nothing', null],
    ['a text', 'gate'],
    ['a list', [form]],
    ['no name', { ...form, name: undefined }],
    ['a name that is a number', { ...form, name: 7 }],
    ['a name of a megabyte', { ...form, name: 'x'.repeat(1 << 20) }],
    ['an unknown state', { ...form, state: 'deleted' }],
    ['a product id as text', withSubject({ productIds: ['8101'] })],
    ['a product id that is no whole number', withSubject({ productIds: [1.5] })],
    ['a product id that is too large', withSubject({ productIds: [2 ** 60] })],
    ['a product id below one', withSubject({ productIds: [0] })],
    ['too many products', withSubject({ productIds: Array.from({ length: 1001 }, (_, i) => i + 1) })],
    ['a variant without its product', withSubject({ kind: 'variants', variants: [{ variantId: 1 }] })],
    ['an unknown kind of subject', withSubject({ kind: 'tags' })],
    ['a cap as a number', { ...form, cap: 3 }],
    ['an unknown limit', { ...form, limits: { ...form.limits, perDay: '1' } }],
    ['an unknown behavior after the end', { ...form, schedule: { ...form.schedule, afterEnd: 'maybe' } }],
    ['an unknown guard', { ...form, guard: 'none' }],
    ['an unknown kind of purchase', { ...form, combination: { ...form.combination, purchases: 'never' } }],
    ['an unknown kind of group', withRoot([condition], { kind: 'some' })],
    ['a condition in place of the outermost group', { ...form, root: condition }],
    ['too many conditions', withRoot(Array.from({ length: 201 }, () => condition))],
    ['groups nested too deeply', withRoot([nest(12)])],
    ['an unknown kind of condition', withRoot([{ ...condition, kind: 'no-such-kind' }])],
    ['a minimum as a number', withRoot([{ ...condition, minimum: 2 }])],
    ['a condition that is also a group', withRoot([{ ...condition, of: [] }])],
    ['a snapshot without a block', { ...form, snapshots: [{ chain: 'ethereum' }] }],
    ['an unknown price', { ...form, reaction: { ...form.reaction, price: 'freeShipping' } }],
    ['an unknown field', { ...form, shopId: 1 }],
    ['an unknown field in a condition', withRoot([{ ...condition, owner: '0x' }])],
    ['a prototype', JSON.parse(`{"__proto__":{"name":"x"}}`)],
  ])('refuses: %s (ERR_BODY_INVALID)', (_, value) => {
    expect(() => parseGateForm(value)).toThrow(refused)
  })
})

describe('parseNewGate without an id of the draft', () => {
  test.each([
    ['none', { form }],
    ['null', { form, draftId: null }],
    ['a text that is no UUID', { form, draftId: 'mine' }],
    ['the form alone', form],
  ])('refuses: %s (ERR_BODY_INVALID)', (_, value) => {
    expect(() => parseNewGate(value)).toThrow(refused)
  })
})

describe('parseGateEdit', () => {
  test('default', () => {
    expect(parseGateEdit({ form, openedAt: 12 })).toEqual({ form, openedAt: 12 })
  })

  test.each([
    ['no time of opening', { form }],
    ['a time of opening as text', { form, openedAt: '12' }],
    ['a form without its wrapper', form],
  ])('refuses: %s (ERR_BODY_INVALID)', (_, value) => {
    expect(() => parseGateEdit(value)).toThrow(refused)
  })
})

describe('parseGateState', () => {
  test('default', () => {
    for (const state of ['active', 'paused', 'public'])
      expect(parseGateState({ state, numbers: [1, 2] })).toEqual({ state, numbers: [1, 2] })
  })

  test.each([
    ['no gates', { state: 'paused', numbers: [] }],
    ['a gate number as text', { state: 'paused', numbers: ['1'] }],
    ['too many gates', { state: 'paused', numbers: Array.from({ length: 101 }, (_, i) => i + 1) }],
    ['an unknown state', { state: 'gone', numbers: [1] }],
  ])('refuses: %s (ERR_BODY_INVALID)', (_, value) => {
    expect(() => parseGateState(value)).toThrow(refused)
  })
})
