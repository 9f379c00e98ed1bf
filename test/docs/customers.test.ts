import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { formatErasure, formatKept, STORED_WORDS } from '../../app/admin/customers/storedWords.ts'
import { STORED_KIND_NAMES } from '../../app/core/privacy/kinds.ts'

test('default: the table of stored data in docs/customers.md is the product’s own', () => {
  const text = readFileSync('docs/customers.md', 'utf8')
  const rows = STORED_KIND_NAMES.map(
    (kind) => `| ${STORED_WORDS[kind].title} | ${formatKept(kind)} | ${formatErasure(kind)} |`,
  )
  const [, table = ''] = /\| kind \| kept \|.*\n\| --- .*\n((?:\|.*\n)+)/.exec(text) ?? []
  expect(table.trim().split('\n')).toEqual(rows)
})
