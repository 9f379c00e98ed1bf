import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { formatGateRow } from '../../../app/admin/formatGateRow.ts'
import { NoGates } from '../../../app/admin/list/GateListPage.tsx'
import { GateTable } from '../../../app/admin/list/GateTable.tsx'
import type { GateChanges } from '../../../app/admin/list/useGateChanges.ts'
import type { Gate, GateNumber } from '../../../app/core/gate/types.ts'
import { NOW } from '../../fakes/clock.ts'
import { makeGate, shop } from '../../fakes/fakeContext.ts'
import { renderPolaris } from '../renderPolaris.ts'

const mustNot = () => {
  throw new Error('nothing is pressed here')
}
const changes: GateChanges = {
  isChanging: false,
  retrying: null,
  failure: null,
  setState: mustNot,
  retry: mustNot,
}
const render = (gates: readonly Gate[], notHeld: readonly number[] = []) =>
  renderPolaris(
    createElement(GateTable, {
      gates: gates.map((gate) => formatGateRow({ gate, shop, now: NOW })),
      products: new Promise<never>(() => {}),
      notHeld,
      changes,
    }),
  )
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('GateTable', () => {
  test('behavior: a gate whose orders are not held says so', () => {
    const gates = [makeGate(), makeGate({ number: 83 as GateNumber })]
    expect(textOf(render(gates))).not.toContain('Orders not held')
    expect(textOf(render(gates, [83])).match(/Orders not held/g)).toHaveLength(1)
  })

  test('default: what a gate asks, gives and is about, and how it stands', () => {
    const text = textOf(render([makeGate({ name: 'Owls & <Friends>' })]))
    expect(text).toContain('Owls &amp; &lt;Friends&gt; Changed 25 Nov 2026, 14:10')
    expect(text).toContain('Holds at least 2 of Night Owls on Ethereum')
    expect(text).toContain('20% off')
    expect(text).toContain('1 product')
    expect(text).toContain('Active')
  })

  test('behavior: a gate that is not live says why and can be tried again', () => {
    const html = render([
      makeGate({ publication: { kind: 'pending', reason: 'Shopify refused: no.' } }),
      makeGate({ number: 83 as GateNumber, state: 'paused' }),
    ])
    expect(textOf(html)).toContain('Not fully live')
    expect(textOf(html)).toContain('Shopify refused: no.')
    expect(html).toContain('aria-label="Retry Owls"')
    expect(html).toContain('href="/app/gates/83"')
    expect(textOf(html)).toContain('Paused')
  })

  test('behavior: more than a page of gates is paged', () => {
    const gates = Array.from({ length: 51 }, (_, i) => makeGate({ number: (i + 1) as GateNumber }))
    const html = render(gates)
    expect(html).toContain('href="/app/gates/50"')
    expect(html).not.toContain('href="/app/gates/51"')
  })
})

describe('NoGates', () => {
  test('default: what a gate is, and the way to the first', () => {
    const html = renderPolaris(createElement(NoGates))
    expect(textOf(html)).toContain('Give token holders their own price')
    expect(html).toContain('href="/app/gates/new"')
    expect(html).toMatch(/<img[^>]+svg/)
  })
})
