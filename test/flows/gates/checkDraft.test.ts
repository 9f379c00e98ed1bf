import { expect, test } from 'vitest'
import { formatCheckedList } from '../../../app/admin/check/formatCheckedList.ts'
import type { EvmAddress } from '../../../app/core/chain/types.ts'
import { formatGateForm } from '../../../app/core/gate/formatGateForm.ts'
import { checkDraft, checkDraftList } from '../../../app/flows/gates/checkDraft.ts'
import { override } from '../../fakes/fake.ts'
import { ethereum, fakeContext, holder, makeGate, NOW, shop } from '../../fakes/fakeContext.ts'

const other = '0x3333333333333333333333333333333333333333' as EvmAddress
const { myshopifyDomain } = shop
const saved = formatGateForm({ gate: makeGate(), timeZone: shop.ianaTimezone })
const typed = [holder, other].map((address) => ({ kind: 'key' as const, chain: ethereum, address }))

/** The holder has two tokens, nobody else has any. No gate is saved. */
function open() {
  const { ctx, state } = fakeContext({ gates: [] })
  const readBalances: typeof ctx.readBalances = async ({ reads }) =>
    reads.map((read) => ({
      kind: 'read',
      amount: 'owner' in read && read.owner === holder ? 2n : 0n,
      ...{ block: 9n, source: 'ethereum 1', readAt: NOW },
    }))
  const readTokenIds: typeof ctx.readTokenIds = async () => null
  return { ctx: override(ctx, { readBalances, readTokenIds }), state }
}

test('default: the form decides, though no gate is saved and its other fields are empty', async () => {
  const { ctx } = open()
  const form = { ...saved, name: '', subject: { ...saved.subject, productIds: [] } }
  const asked = { myshopifyDomain, typed: typed.slice(0, 1), at: null }
  const checked = await checkDraft(ctx, { ...asked, form })
  expect(checked).toMatchObject({ verdict: { kind: 'met' }, standing: 'active' })
  const paused = await checkDraft(ctx, { ...asked, form: { ...form, state: 'paused' } })
  expect(paused).toMatchObject({ verdict: { kind: 'met' }, standing: 'paused' })
})

test('behavior: each wallet of a list is checked by itself, with what is missing', async () => {
  const { ctx } = open()
  const checked = await checkDraftList(ctx, { myshopifyDomain, form: saved, typed })
  expect(formatCheckedList({ ...checked, texts: ['one', 'two'] })).toEqual([
    { text: 'one', verdict: 'good', reasons: [] },
    {
      text: 'two',
      verdict: 'bad',
      reasons: [expect.stringMatching(/^Holds at least .*: Found 0 .*: not enough$/)],
    },
  ])
})

test('behavior: a name that stands for no wallet is told, and the others are checked', async () => {
  const { ctx } = open()
  const readEnsAddresses: typeof ctx.readEnsAddresses = async ({ names }) =>
    names.map(() => ({ kind: 'none' }))
  const named = { kind: 'name' as const, name: 'nobody.eth' }
  const asked = { myshopifyDomain, form: saved, typed: [named, ...typed] }
  const { entries } = await checkDraftList(override(ctx, { readEnsAddresses }), asked)
  expect(entries.map(({ kind }) => kind)).toEqual(['unread-name', 'checked', 'checked'])
})

test('refuses: conditions that could not be saved (ERR_GATE_INVALID)', async () => {
  const { ctx } = open()
  const form = { ...saved, root: { ...saved.root, of: [] } }
  const refused = expect.objectContaining({ code: 'ERR_GATE_INVALID' })
  await expect(checkDraft(ctx, { myshopifyDomain, form, typed, at: null })).rejects.toEqual(refused)
  await expect(checkDraftList(ctx, { myshopifyDomain, form, typed })).rejects.toEqual(refused)
})
