import { expect, test } from 'vitest'
import type { Draft } from '../../../app/admin/editor/draft.ts'
import { guardOf } from '../../../app/admin/editor/guardOf.ts'
import { NO_SUBJECTS, startDraft } from '../../../app/admin/editor/startDraft.ts'

const draft = startDraft({ gate: null, subjects: NO_SUBJECTS, chains: [] })
const exclusive: Draft = { ...draft, reaction: { ...draft.reaction, exclusive: true } }
const limited: Draft = { ...draft, limits: { ...draft.limits, perToken: '1' } }

test('default: a price without limits is for whoever has it in the cart', () => {
  expect(guardOf({ draft, hasAccounts: true })).toBe('open')
})

test('behavior: what is exclusive or limited is for the customer alone, where customers can log in', () => {
  expect(guardOf({ draft: exclusive, hasAccounts: true })).toBe('account')
  expect(guardOf({ draft: limited, hasAccounts: true })).toBe('account')
  expect(guardOf({ draft: exclusive, hasAccounts: false })).toBe('open')
})

test('behavior: what the merchant chose stays', () => {
  expect(guardOf({ draft: { ...exclusive, guard: 'open' }, hasAccounts: true })).toBe('open')
  expect(guardOf({ draft: { ...draft, guard: 'cart' }, hasAccounts: false })).toBe('cart')
})
