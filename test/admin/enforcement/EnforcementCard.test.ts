import { createElement } from 'react'
import { expect, test } from 'vitest'
import { EnforcementCard } from '../../../app/admin/enforcement/EnforcementCard.tsx'
import { renderPolaris } from '../renderPolaris.ts'

const enforcement = {
  level: 'checkout',
  title: 'Enforced at checkout',
  sentences: ['The checkout refuses everyone else.'],
  gaps: [],
} as const
const render = (isRunning: boolean, isPending: boolean) =>
  renderPolaris(createElement(EnforcementCard, { enforcement, isRunning, isPending }))

test('default: what enforces the gate', () => {
  expect(render(true, false)).toContain('Enforced at checkout')
  expect(render(true, false)).not.toContain('While the gate runs')
  expect(render(false, false)).toContain('While the gate runs:')
})

test('behavior: a gate that Shopify does not have yet is not called enforced', () => {
  const html = render(true, true)
  expect(html).toContain('Not fully live')
  expect(html).toContain('Shopify does not have your last change yet. Until then, this may not hold:')
  expect(html).not.toContain('Enforced at checkout')
})
