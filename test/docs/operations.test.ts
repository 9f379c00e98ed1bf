import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type ErrorCode, errorKinds } from '../../app/core/errors/codes.ts'

/** The codes of the table in docs/operations.md. */
function listCodes(): string[] {
  const text = readFileSync('docs/operations.md', 'utf8')
  const [, section = ''] = text.split('### By the code in the log')
  const [table = ''] = section.split(/^## /m)
  return table
    .split('\n')
    .filter((row) => row.startsWith('| `ERR_'))
    .flatMap((row) => [...(row.split(' | ')[0] ?? '').matchAll(/ERR_[A-Z_]+/g)].map(([code]) => code))
}

test('default: every code that only an operator can settle says what to do', () => {
  const theirs = Object.entries(errorKinds).filter(([, kind]) => kind === 'setup' || kind === 'upstream')
  expect(listCodes()).toEqual(expect.arrayContaining(theirs.map(([code]) => code)))
})

test('refuses: a code that does not exist, and one that is there twice', () => {
  const codes = listCodes()
  expect(codes.filter((code) => errorKinds[code as ErrorCode] === undefined)).toEqual([])
  expect(codes.filter((code, at) => codes.indexOf(code) !== at)).toEqual([])
})
