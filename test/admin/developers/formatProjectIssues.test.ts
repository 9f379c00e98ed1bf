import { describe, expect, test } from 'vitest'
import { formatProjectIssues } from '../../../app/admin/developers/formatProjectIssues.ts'
import type { ProjectIssue } from '../../../app/core/project/form.ts'

const ISSUES = {
  required: true,
  'too-long': true,
  'too-many': true,
  'unsafe-text': true,
  'format-unknown': true,
  'domain-invalid': true,
  'domain-path': true,
  'domain-insecure': true,
  wildcard: true,
  'redirect-invalid': true,
  'redirect-insecure': true,
  'redirect-fragment': true,
  'chain-unknown': true,
  'address-invalid': true,
  'not-an-amount': true,
  'token-ids-invalid': true,
  'no-ids': true,
  'no-code': true,
  wallet: true,
  'not-a-token': true,
} as const satisfies Record<ProjectIssue, true>
const PATHS = [
  'name',
  'key.name',
  'allowedDomains',
  'redirectUris',
  'format',
  'statement',
  'requirement.chain',
  'requirement.contractAddress',
  'requirement.minTokenBalance',
  'requirement.tokenIds',
  'requirement.allowedWallets',
]

describe('formatProjectIssues', () => {
  test('default: the sentence names the wrong entry of a list', () => {
    expect(
      formatProjectIssues({
        name: { issue: 'required' },
        allowedDomains: { issue: 'wildcard', entry: '*.example.com' },
      }),
    ).toEqual({
      name: 'Enter a name.',
      allowedDomains: '“*.example.com”: Enter each one in full. Only localhost:* can allow every port.',
    })
  })

  test('behavior: every issue at every field is a whole sentence', () => {
    for (const issue of Object.keys(ISSUES) as ProjectIssue[]) {
      for (const path of PATHS)
        expect(formatProjectIssues({ [path]: { issue } })[path]).toMatch(/^[A-Z].+\.$/)
    }
  })

  test('behavior: a long entry is shortened between characters', () => {
    const entry = '🦉'.repeat(100)
    const sentence = formatProjectIssues({ allowedDomains: { issue: 'too-long', entry } }).allowedDomains
    expect(sentence).toBe(`“${'🦉'.repeat(60)}…”: This is too long.`)
  })
})
