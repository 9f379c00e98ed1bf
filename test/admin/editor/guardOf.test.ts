import { expect, test } from 'vitest'
import type { Draft } from '../../../app/admin/editor/draft.ts'
import { guardOf } from '../../../app/admin/editor/guardOf.ts'
import { NO_SUBJECTS, startDraft } from '../../../app/admin/editor/startDraft.ts'

const draft = startDraft({ gate: null, subjects: NO_SUBJECTS, chains: [] })
const exclusive: Draft = { ...draft, reaction: { ...draft.reaction, exclusive: true } }
const limited: Draft = { ...draft, limits: { ...draft.limits, perToken: '1' } }

test('default: a price without limits is open to any cart', () => {
  expect(guardOf({ draft, hasAccounts: true })).toBe('open')
})

test('behavior: an exclusive or limited gate is for the customer alone, if customers can log in', () => {
  expect(guardOf({ draft: exclusive, hasAccounts: true })).toBe('account')
  expect(guardOf({ draft: limited, hasAccounts: true })).toBe('account')
  expect(guardOf({ draft: exclusive, hasAccounts: false })).toBe('open')
})

test('behavior: the merchant’s choice stays', () => {
  expect(guardOf({ draft: { ...exclusive, guard: 'open' }, hasAccounts: true })).toBe('open')
  expect(guardOf({ draft: { ...draft, guard: 'cart' }, hasAccounts: false })).toBe('cart')
})
