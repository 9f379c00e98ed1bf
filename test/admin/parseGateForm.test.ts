import { describe, expect, test } from 'vitest'
import { parseGateEdit, parseGateForm, parseGateState } from '../../app/admin/parseGateForm.ts'
import { NO_FLAGS } from '../../app/core/gate/reactionKinds.ts'

const form = {
  name: 'Owls',
  state: 'active',
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
  heldForBlocks: '',
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
}
const withSubject = (over: Record<string, unknown>) => ({ ...form, subject: { ...form.subject, ...over } })
const [condition] = form.root.of
const withRoot = (of: readonly unknown[], over = {}) => ({ ...form, root: { ...form.root, of, ...over } })
const nest = (levels: number): unknown =>
  levels === 0 ? condition : { kind: 'any', count: '', of: [nest(levels - 1)] }
const refused = expect.objectContaining({ code: 'ERR_BODY_INVALID' })

describe('parseGateForm', () => {
  test('default', () => {
    expect(parseGateForm(form)).toEqual(form)
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
    ['a state of its own', { ...form, state: 'deleted' }],
    ['a product that is a text', withSubject({ productIds: ['8101'] })],
    ['a product that is no whole number', withSubject({ productIds: [1.5] })],
    ['a product too large to be one', withSubject({ productIds: [2 ** 60] })],
    ['a product below one', withSubject({ productIds: [0] })],
    ['products without end', withSubject({ productIds: Array.from({ length: 1001 }, (_, i) => i + 1) })],
    ['a variant without its product', withSubject({ kind: 'variants', variants: [{ variantId: 1 }] })],
    ['a subject of its own', withSubject({ kind: 'tags' })],
    ['a cap that is a number', { ...form, cap: 3 }],
    ['a limit of its own', { ...form, limits: { ...form.limits, perDay: '1' } }],
    ['an end of its own', { ...form, schedule: { ...form.schedule, afterEnd: 'maybe' } }],
    ['a guard of its own', { ...form, guard: 'none' }],
    ['a purchase of its own', { ...form, combination: { ...form.combination, purchases: 'never' } }],
    ['a group of its own kind', withRoot([condition], { kind: 'some' })],
    ['a condition in the place of the outermost group', { ...form, root: condition }],
    ['conditions without end', withRoot(Array.from({ length: 201 }, () => condition))],
    ['groups without end', withRoot([nest(12)])],
    ['a kind of its own', withRoot([{ ...condition, kind: 'erc404' }])],
    ['a minimum that is a number', withRoot([{ ...condition, minimum: 2 }])],
    ['a group that is a condition too', withRoot([{ ...condition, of: [] }])],
    ['a snapshot without a block', { ...form, snapshots: [{ chain: 'ethereum' }] }],
    ['a reaction of its own', { ...form, reaction: { ...form.reaction, price: 'freeShipping' } }],
    ['a field that is not known', { ...form, shopId: 1 }],
    ['a field that is not known in a condition', withRoot([{ ...condition, owner: '0x' }])],
    ['a prototype', JSON.parse(`{"__proto__":{"name":"x"}}`)],
  ])('refuses: %s (ERR_BODY_INVALID)', (_, value) => {
    expect(() => parseGateForm(value)).toThrow(refused)
  })
})

describe('parseGateEdit', () => {
  test('default', () => {
    expect(parseGateEdit({ form, openedAt: 12 })).toEqual({ form, openedAt: 12 })
  })

  test.each([
    ['no instant', { form }],
    ['an instant that is a text', { form, openedAt: '12' }],
    ['a bare form', form],
  ])('refuses: %s (ERR_BODY_INVALID)', (_, value) => {
    expect(() => parseGateEdit(value)).toThrow(refused)
  })
})

describe('parseGateState', () => {
  test('default', () => {
    expect(parseGateState({ state: 'paused', numbers: [1, 2] })).toEqual({ state: 'paused', numbers: [1, 2] })
  })

  test.each([
    ['no gates', { state: 'paused', numbers: [] }],
    ['a gate that is a text', { state: 'paused', numbers: ['1'] }],
    ['gates without end', { state: 'paused', numbers: Array.from({ length: 101 }, (_, i) => i + 1) }],
    ['a state of its own', { state: 'gone', numbers: [1] }],
  ])('refuses: %s (ERR_BODY_INVALID)', (_, value) => {
    expect(() => parseGateState(value)).toThrow(refused)
  })
})
