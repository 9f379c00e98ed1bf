import { describe, expect, test } from 'vitest'
import { formatFieldIssue } from '../../app/admin/messages.ts'
import type { FieldIssue } from '../../app/core/gate/issues.ts'

const ISSUES = {
  required: true,
  'too-long': true,
  'unsafe-text': true,
  'too-many': true,
  'not-a-percentage': true,
  'not-an-amount': true,
  'chain-unknown': true,
  'chain-not-configured': true,
  'share-decimals': true,
  'money-decimals': true,
  'comma-unclear': true,
  'at-least-zero': true,
  'link-of-collection': true,
  wallet: true,
  'address-invalid': true,
  'no-code': true,
  'not-a-token': true,
  'other-kind': true,
  'token-ids-invalid': true,
  'address-checksum': true,
  'chain-other-family': true,
  'maximum-below-minimum': true,
  'count-invalid': true,
  'too-deep': true,
  'list-unknown': true,
  'held-invalid': true,
  'held-on-solana': true,

  'block-invalid': true,
  'block-unreadable': true,
  'block-before-token': true,
  'chain-unreachable': true,
  'gives-nothing': true,
  'cap-invalid': true,
  'limit-invalid': true,
  'no-single-tokens': true,
  'tokens-not-needed': true,
  'tokens-not-listed': true,
  'time-invalid': true,
  'end-before-start': true,
  'subject-missing': true,
  'too-many-profiles': true,
  'cart-metafield-off': true,
} as const satisfies Record<FieldIssue, true>
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
    for (const issue of Object.keys(ISSUES) as FieldIssue[]) {
      for (const path of PATHS) expect(formatFieldIssue({ path, issue })).toMatch(/^[A-Z].+\.$/)
    }
  })

  test('behavior: an unknown field has a general sentence', () => {
    expect(formatFieldIssue({ path: 'root.of.0.other', issue: 'required' })).toBe('Fill in this field.')
  })
})
