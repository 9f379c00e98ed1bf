import { describe, expect, test } from 'vitest'
import { formatFieldIssue } from '../../app/admin/messages.ts'
import type { FieldIssue } from '../../app/core/gate/issues.ts'
import { FIELD_ISSUES } from '../core/gate/fieldIssues.ts'

const PATHS = [
  'name',
  'products',
  'reaction',
  'cap',
  'limits.perWallet',
  'limits.perToken',
  'limits.total',
  'schedule.startsAt',
  'schedule.endsAt',
  'guard',
  'combination',
  'heldFor',
  'moment',
  'root.group',
  '0.kind',
  '0.chain',
  '3-1.contract',
  '12-added.minimum',
  '0.maximum',
  '0.tokenIds',
  '0.listId',
  '0.count',
  'snapshots.ethereum.snapshot',
]

describe('formatFieldIssue', () => {
  test('default', () => {
    expect(formatFieldIssue({ path: 'name', issue: 'required' })).toBe('Enter a name for this gate.')
    expect(formatFieldIssue({ path: 'root.of.4.contract', issue: 'required' })).toContain('Paste the address')
  })

  test('behavior: every issue at every field is a whole sentence', () => {
    for (const issue of Object.keys(FIELD_ISSUES) as FieldIssue[]) {
      for (const path of PATHS) expect(formatFieldIssue({ path, issue })).toMatch(/^[A-Z].+\.$/)
    }
  })

  test('behavior: an unknown field has a general sentence', () => {
    expect(formatFieldIssue({ path: 'root.of.0.other', issue: 'required' })).toBe('Fill in this field.')
  })
})
