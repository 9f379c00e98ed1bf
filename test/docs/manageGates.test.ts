import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FIELD_ISSUES } from '../core/gate/fieldIssues.ts'

test('behavior: docs/integrations/manage-gates.md lists every word for a wrong field, and no other', () => {
  const [, table = ''] = readFileSync('docs/integrations/manage-gates.md', 'utf8').split(
    '## What is wrong with a field',
  )
  const listed = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, word]) => word)
  expect(listed.sort()).toEqual(Object.keys(FIELD_ISSUES).sort())
})
