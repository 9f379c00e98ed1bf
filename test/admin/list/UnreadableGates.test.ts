import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { formatGateList } from '../../../app/admin/formatGateList.ts'
import { UnreadableGates } from '../../../app/admin/list/GateListPage.tsx'
import type { GateNumber } from '../../../app/core/gate/types.ts'
import { NOW } from '../../fakes/clock.ts'
import { makeGate, shop } from '../../fakes/fakeContext.ts'
import { renderPolaris } from '../renderPolaris.ts'

const render = (gates: { number: number; name: string }[]) =>
  renderPolaris(createElement(UnreadableGates, { gates }))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')

describe('UnreadableGates', () => {
  test('default: each unreadable gate is named', () => {
    expect(render([{ number: 7, name: 'Owls' }])).toContain(
      '“Owls” (gate 7): it was saved by another version',
    )
    const two = render([
      { number: 7, name: 'Owls' },
      { number: 9, name: 'Apes' },
    ])
    expect(two).toContain('“Owls” (gate 7), “Apes” (gate 9): they were saved')
  })

  test('behavior: nothing is shown if every gate can be read', () => {
    expect(render([])).not.toContain('read')
  })

  test('behavior: the list has unreadable gates besides the readable ones', () => {
    const unreadable = [{ number: 7 as GateNumber, name: 'Owls' }]
    const list = formatGateList({
      shop,
      gates: [makeGate()],
      unreadable,
      progress: null,
      total: 1,
      next: null,
      now: NOW,
    })
    expect(list).toMatchObject({ gates: [{ number: 82 }], unreadable })
  })
})
