import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { FieldIssue } from '../../app/core/gate/issues.ts'

/** Every word that a field of a gate may have; the type check names a new one. */
const WORDS = {
  required: true,
  'too-long': true,
  'unsafe-text': true,
  'too-many': true,
  'not-a-percentage': true,
  'not-an-amount': true,
  'share-decimals': true,
  'money-decimals': true,
  'comma-unclear': true,
  'at-least-zero': true,
  'chain-unknown': true,
  'chain-not-configured': true,
  'chain-other-family': true,
  'chain-unreachable': true,
  'address-invalid': true,
  'address-checksum': true,
  'link-of-collection': true,
  'no-code': true,
  wallet: true,
  'not-a-token': true,
  'other-kind': true,
  'token-ids-invalid': true,
  'maximum-below-minimum': true,
  'count-invalid': true,
  'too-deep': true,
  'list-unknown': true,
  'held-invalid': true,
  'held-on-solana': true,
  'block-invalid': true,
  'block-unreadable': true,
  'block-before-token': true,
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

test('behavior: docs/integrations/manage-gates.md lists every word for a wrong field, and no other', () => {
  const [, table = ''] = readFileSync('docs/integrations/manage-gates.md', 'utf8').split(
    '## What is wrong with a field',
  )
  const listed = [...table.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, word]) => word)
  expect(listed.sort()).toEqual(Object.keys(WORDS).sort())
})
