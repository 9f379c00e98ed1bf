import type { IndexTableSelectionType } from '@shopify/polaris'
import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { formatGateRow } from '../../../app/admin/formatGateList.ts'
import { NoGates } from '../../../app/admin/list/GateListPage.tsx'
import { GateTable } from '../../../app/admin/list/GateTable.tsx'
import { ProgressBanner } from '../../../app/admin/list/ProgressBanner.tsx'
import type { GateChanges } from '../../../app/admin/list/useGateChanges.ts'
import { listMeant } from '../../../app/admin/list/useGateSelection.ts'
import type { Gate, GateNumber } from '../../../app/core/gate/types.ts'
import { NOW } from '../../fakes/clock.ts'
import { makeGate, shop } from '../../fakes/fakeContext.ts'
import { renderPolaris } from '../renderPolaris.ts'

const mustNot = () => {
  throw new Error('This must not be called.')
}
const changes: GateChanges = {
  isChanging: false,
  retrying: null,
  failure: null,
  setState: mustNot,
  retry: mustNot,
}
const render = (gates: readonly Gate[], notHeld: readonly number[] = [], isUpdating = false) =>
  renderPolaris(
    createElement(GateTable, {
      gates: gates.map((gate) => formatGateRow({ gate, shop, now: NOW, isUpdating })),
      products: new Promise<never>(() => {}),
      notHeld,
      level: 'functions',
      changes,
      isLoading: false,
      paging: { onPrevious: null, onNext: null },
    }),
  )
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('GateTable', () => {
  test('behavior: a gate whose orders are not held says so', () => {
    const gates = [makeGate(), makeGate({ number: 83 as GateNumber })]
    expect(textOf(render(gates))).not.toContain('Not held: permission missing')
    expect(textOf(render(gates, [83])).match(/Not held: permission missing/g)).toHaveLength(1)
  })

  test('default: a gate’s requirement, reaction, subject and status', () => {
    const text = textOf(render([makeGate({ name: 'Owls & <Friends>' })]))
    expect(text).toContain('Owls &amp; &lt;Friends&gt; Changed 25 Nov 2026, 14:10')
    expect(text).toContain('Holds at least 2 of Night Owls on Ethereum')
    expect(text).toContain('20% off')
    expect(text).toContain('1 product')
    expect(text).toContain('Active')
  })

  test('behavior: a pending gate shows its reason and a Retry button', () => {
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

  test('behavior: a gate that a job will publish shows Updating and no Retry button', () => {
    const html = render([makeGate({ publication: { kind: 'pending', reason: null } })], [], true)
    expect(textOf(html)).toContain('Updating')
    expect(html).not.toContain('aria-label="Retry Owls"')
  })

  test('behavior: a gate about all products has a picture that is not a missing one', () => {
    const html = render([makeGate({ subject: { kind: 'all' } })])
    expect(textOf(html)).toContain('All products')
    expect(html).not.toMatch(/<img/)
    expect(html.match(/<svg/g)?.length).toBeGreaterThan(0)
  })
})

describe('listMeant', () => {
  const shown = [1, 2, 3].map((number) =>
    formatGateRow({ gate: makeGate({ number: number as GateNumber }), shop, now: NOW, isUpdating: false }),
  )
  const meant = (type: string, rows?: string | [number, number]) =>
    listMeant({ shown, type: type as IndexTableSelectionType, rows }).map(({ number }) => number)

  test('default: one row, a range of rows, or the whole page', () => {
    expect(meant('single', '2')).toEqual([2])
    expect(meant('single', '9')).toEqual([])
    expect(meant('multi', [1, 2])).toEqual([2, 3])
    expect(meant('page')).toEqual([1, 2, 3])
  })
})

describe('ProgressBanner', () => {
  const progress = { total: 100, done: 40, failures: [], statuses: [] }
  const renderBanner = (over: Partial<typeof progress> | { failures: { name: string; reason: string }[] }) =>
    textOf(renderPolaris(createElement(ProgressBanner, { progress: { ...progress, ...over } })))

  test('default: how many gates are done, and that the merchant may leave', () => {
    const text = renderBanner({})
    expect(text).toContain('Updating your gates')
    expect(text).toContain('40 of 100 gates are up to date in your shop. You can leave this page.')
  })

  test('behavior: after a failure, at most five gates with their reasons', () => {
    const failures = Array.from({ length: 7 }, (_, i) => ({ name: `Gate ${i}`, reason: 'Shopify is down.' }))
    const text = renderBanner({ failures })
    expect(text).toContain('Some gates could not be updated yet')
    expect(text).toContain('Gate 4: Shopify is down.')
    expect(text).not.toContain('Gate 5')
    expect(text).toContain('and 2 more')
    expect(text).toContain('Palisade tries again on its own.')
  })
})

describe('NoGates', () => {
  test('default: what a gate is, and a link to create the first', () => {
    const html = renderPolaris(createElement(NoGates))
    expect(textOf(html)).toContain('Give token holders their own price')
    expect(html).toContain('href="/app/gates/new"')
    expect(html).toMatch(/<img[^>]+svg/)
  })
})
