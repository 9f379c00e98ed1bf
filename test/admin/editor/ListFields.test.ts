import { createElement } from 'react'
import { describe, expect, test } from 'vitest'
import { ListFields } from '../../../app/admin/editor/ListFields.tsx'
import type { ConditionFieldsProps } from '../../../app/admin/editor/treeProps.ts'
import { renderPolaris } from '../renderPolaris.ts'

const listId = '6f1d7c1e-6c5e-4f0c-9d3a-2f6f6c1b1a11'

/** Only what the fields read. */
function render(kind: 'allowlist' | 'denylist'): string {
  const tree = { editor: { issues: {} }, chains: [], lists: [{ id: listId, name: 'Friends' }] }
  const condition = { key: 'a', kind, listId, chain: '' }
  const props = { tree, condition } as unknown as ConditionFieldsProps
  return renderPolaris(createElement(ListFields, { ...props, edit: () => {} })).replace(/<[^>]+>/g, ' ')
}

describe('ListFields', () => {
  test('default', () => {
    expect(render('allowlist')).toMatch(/Friends.*Chain/s)
  })

  test('behavior: a deny list says what shoppers are told', () => {
    const text = render('denylist')
    expect(text).toContain('reads that it cannot be used for this offer')
    expect(text).not.toContain('not told')
  })
})
