import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { PauseConsequence } from '../../../app/admin/list/PauseGatesModal.tsx'
import { renderPolaris } from '../renderPolaris.ts'

const row = (number: number, isExclusive: boolean) => ({ number, name: `Gate ${number}`, isExclusive })
const render = (gates: ReturnType<typeof row>[], level: 'functions' | 'codes' = 'functions') =>
  renderPolaris(createElement(PauseConsequence, { gates, level }))

describe('PauseConsequence', () => {
  test('default: nobody can buy, and opening is the other choice', () => {
    const html = render([row(1, true)])
    expect(html).toContain('This gate is exclusive. During a pause, nobody can buy the products')
    expect(html).toContain('Everyone can buy their products')
    expect(html).not.toContain('Gate 1')
    expect(html).not.toContain('Both choices')
  })

  test('behavior: of several gates the exclusive ones are named, at most five', () => {
    const html = render([row(1, true), row(2, false)])
    expect(html).not.toContain('This gate is exclusive')
    expect(html).toContain('Gate 1')
    expect(html).not.toContain('Gate 2')
    expect(html).toContain('Both choices pause the other gate: nobody gets its price.')
    const many = render(Array.from({ length: 7 }, (_, i) => row(i, true)))
    expect(many).toContain('Gate 4')
    expect(many).not.toContain('Gate 5')
    expect(many).toContain('and 2 more gates')
  })

  test('behavior: below Plus it promises no refusal', () => {
    const html = render([row(1, true)], 'codes')
    expect(html).not.toContain('nobody can buy')
    expect(html).toContain('the checkout cannot refuse orders')
  })
})
