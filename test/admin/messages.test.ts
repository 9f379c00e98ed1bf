import { describe, expect, test } from 'vitest'
import { formatFieldIssue } from '../../app/admin/messages.ts'
import type { FieldIssue } from '../../app/core/gate/form.ts'

const ISSUES = {
  required: true,
  'too-long': true,
  'unsafe-text': true,
  'too-many': true,
  'not-a-percentage': true,
  'not-an-amount': true,
  'chain-unknown': true,
  'chain-not-configured': true,
  'address-invalid': true,
  'no-code': true,
  'not-a-token': true,
  'other-kind': true,
  'token-ids-invalid': true,
  'chain-unreachable': true,
} as const satisfies Record<FieldIssue, true>
const PATHS = [
  'name',
  'products',
  'reaction',
  'conditions',
  'conditions.0.kind',
  'conditions.0.chain',
  'conditions.3.contract',
  'conditions.12.minimum',
  'conditions.0.tokenIds',
]

describe('formatFieldIssue', () => {
  test('default', () => {
    expect(formatFieldIssue({ path: 'name', issue: 'required' })).toBe('Give this gate a name.')
    expect(formatFieldIssue({ path: 'conditions.4.contract', issue: 'required' })).toContain(
      'Paste the address',
    )
  })

  test('behavior: every issue at every field is a whole sentence', () => {
    for (const issue of Object.keys(ISSUES) as FieldIssue[]) {
      for (const path of PATHS) expect(formatFieldIssue({ path, issue })).toMatch(/^[A-Z].+\.$/)
    }
  })

  test('behavior: the field of an inherited name has no sentence of its own', () => {
    expect(formatFieldIssue({ path: 'conditions.0.other', issue: 'required' })).toBe('Fill in this field.')
  })
})
