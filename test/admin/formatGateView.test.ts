import { describe, expect, test } from 'vitest'
import { startDraft } from '../../app/admin/editor/startDraft.ts'
import { toGateForm } from '../../app/admin/editor/toGateForm.ts'
import { formatGateList } from '../../app/admin/formatGateList.ts'
import { formatGateView } from '../../app/admin/formatGateView.ts'
import { formatPlain } from '../../app/admin/formatPlain.ts'
import { draftGate } from '../../app/core/gate/draftGate.ts'
import type { Condition } from '../../app/core/requirement/types.ts'
import { contract, ethereum, makeGate, shop } from '../fakes/fakeContext.ts'

const label = { name: 'Harbor Coin', symbol: 'HRBR' }
const conditions: Condition[] = [
  {
    kind: 'erc20',
    chain: ethereum,
    contract,
    label,
    minimum: 1_250_500_000_000_000_000_000n,
    decimals: 18,
  },
  { kind: 'erc1155', chain: ethereum, contract, label, minimum: 3n, tokenIds: [1n, 7n] },
]
const gate = makeGate({
  requirement: { v: 1, root: { kind: 'any', of: conditions } },
  reaction: { kind: 'fixedAmount', thousandths: 5500n },
})

describe('formatGateView', () => {
  test('default: the form reads as the merchant would have written it', () => {
    const view = formatGateView({ gate, shop })
    expect(view.form).toMatchObject({
      join: 'any',
      conditions: [
        { kind: 'erc20', minimum: '1250.5', tokenIds: '' },
        { kind: 'erc1155', minimum: '3', tokenIds: '1, 7' },
      ],
      reaction: { kind: 'fixedAmount', value: '5.5' },
    })
    expect(view.changedAt).toBe('25 Nov 2026, 14:10 (Berlin time)')
  })

  test('behavior: opening a gate and saving it untouched changes nothing', () => {
    const view = formatGateView({ gate, shop })
    const draft = startDraft({ gate: view, products: [], chains: [] })
    const form = toGateForm({ draft, kindOf: (condition) => condition.kind })
    expect(form).toEqual(view.form)
    const { name, state, subject, requirement, reaction, cap } = gate
    const descriptions = view.contracts.map(({ description }) => description)
    expect(draftGate({ form, descriptions })).toEqual({ name, state, subject, requirement, reaction, cap })
  })

  test('behavior: a pending gate says why, even when nobody said so', () => {
    const pending = (reason: string | null) =>
      formatGateView({ gate: makeGate({ publication: { kind: 'pending', reason } }), shop }).status
    expect(pending('Shopify refused.')).toEqual({ kind: 'pending', reason: 'Shopify refused.' })
    expect(pending(null).reason).toMatch(/interrupted/)
  })
})

describe('formatGateList', () => {
  test('default', () => {
    const { gates, timeZone, firstProductIds } = formatGateList({ shop, gates: [gate] })
    expect(gates).toMatchObject([
      { number: 82, status: { kind: 'active', reason: null }, productIds: [8101] },
    ])
    expect(gates[0]?.reaction).toBe('€5.50 off')
    expect(formatPlain(gates[0]?.requirement ?? [])).toBe(
      'Holds at least 1,250.5 HRBR on Ethereum or at least 3 of Harbor Coin #1 or #7 on Ethereum',
    )
    expect(timeZone).toBe('Berlin time')
    expect(firstProductIds).toEqual([8101])
  })
})
