import { expect, test } from 'vitest'
import { formatGateForm } from '../../../app/core/gate/formatGateForm.ts'
import type { Gate } from '../../../app/core/gate/types.ts'
import { checkGateEntry } from '../../../app/flows/gates/checkGateEntry.ts'
import { fakeContext, makeGate, shop } from '../../fakes/fakeContext.ts'

const { myshopifyDomain } = shop
const gate = makeGate()
const formOf = (one: Gate, timeZone = shop.ianaTimezone) => formatGateForm({ gate: one, timeZone })
const file = { shop: myshopifyDomain, timeZone: shop.ianaTimezone }

test('default: a gate of this shop is found by its number, and its form is a gate again', async () => {
  const { ctx } = fakeContext({ gates: [gate] })
  const entry = { number: gate.number, form: { ...formOf(gate), name: 'Renamed' } }
  const { gate: found, result } = await checkGateEntry(ctx, { myshopifyDomain, file, entry })
  expect(found).toEqual(gate)
  expect(result).toMatchObject({ kind: 'ready', draft: { name: 'Renamed', reaction: gate.reaction } })
})

test('behavior: a number of another shop, or no number, is a new gate', async () => {
  const { ctx } = fakeContext({ gates: [gate] })
  const other = { ...file, shop: 'other.myshopify.com' }
  const form = formOf(gate)
  const entries = [
    { file: other, entry: { number: gate.number, form } },
    { file, entry: { form } },
    { file, entry: { number: 4711, form } },
  ]
  for (const asked of entries)
    expect((await checkGateEntry(ctx, { myshopifyDomain, ...asked })).gate).toBeNull()
})

test('behavior: a schedule keeps its instants in a shop of another time zone', async () => {
  const { ctx } = fakeContext()
  const scheduled = makeGate({ schedule: { startsAt: 1_790_000_040, endsAt: null, afterEnd: 'closed' } })
  const entry = { form: formOf(scheduled, 'Asia/Tokyo') }
  const asked = { myshopifyDomain, file: { shop: 'other.myshopify.com', timeZone: 'Asia/Tokyo' }, entry }
  const { result } = await checkGateEntry(ctx, asked)
  expect(result).toMatchObject({ kind: 'ready', draft: { schedule: scheduled.schedule } })
})

test('refuses: a gate that could not be saved, with each wrong field', async () => {
  const { ctx, state } = fakeContext({ gates: [gate] })
  const entry = { number: gate.number, form: { ...formOf(gate), name: ' ', cap: 'many' } }
  const { result } = await checkGateEntry(ctx, { myshopifyDomain, file, entry })
  expect(result).toEqual({ kind: 'refused', fields: { name: 'required', cap: 'cap-invalid' } })
  expect(state.gates).toEqual([gate])
})
