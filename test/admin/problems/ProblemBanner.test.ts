import { createElement } from 'react'
import { expect, test } from 'vitest'
import { ProblemBanner } from '../../../app/admin/problems/ProblemBanner.tsx'
import { NO_PROBLEMS } from '../../../app/admin/problems/views.ts'
import type { BlockStatus } from '../../../app/core/block/types.ts'
import { renderPolaris } from '../renderPolaris.ts'

const holding = { isBusy: false, failure: null, allow: async () => {} }
const render = (block: BlockStatus | null, problems = NO_PROBLEMS) =>
  renderPolaris(createElement(ProblemBanner, { problems, block, holding }))

test('default: a theme without the block is a problem, with the way to the theme editor', () => {
  const html = render({ kind: 'block-missing', title: null })
  expect(html).toContain('have no Palisade block')
  expect(html).toContain('Open the theme editor')
  expect(html).not.toContain('Open Settings')
})

test('behavior: it comes before every other problem, and keeps its button', () => {
  const problems = { ...NO_PROBLEMS, sentences: ['A discount is gone.'], asksForHolding: true }
  const html = render({ kind: 'block-missing', title: 'Camp Mug' }, problems)
  expect(html.indexOf('Camp Mug')).toBeLessThan(html.indexOf('A discount is gone.'))
  expect(html).toMatch(/Open the theme editor[\s\S]*Allow holding/)
})

test.each<BlockStatus | null>([null, { kind: 'block-added' }, { kind: 'block-unknown', title: 'Camp Mug' }])(
  'behavior: %o is no problem',
  (block) => {
    expect(render(block)).not.toContain('needs your attention')
  },
)
