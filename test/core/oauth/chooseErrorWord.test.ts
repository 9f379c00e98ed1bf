import { expect, test } from 'vitest'
import { chooseErrorWord } from '../../../app/core/oauth/chooseErrorWord.ts'

test('default: an error without its own word is an invalid request', () => {
  expect(chooseErrorWord({ code: 'ERR_BODY_INVALID' })).toBe('invalid_request')
})

test.each([
  ['ERR_CHAIN_READ', 'temporarily_unavailable'],
  ['ERR_DATABASE_AWAY', 'temporarily_unavailable'],
  ['ERR_CLOCK_WRONG', 'temporarily_unavailable'],
  ['ERR_RATE_LIMITED', 'temporarily_unavailable'],
  ['ERR_INTERNAL', 'server_error'],
  ['ERR_STORED_INVALID', 'server_error'],
] as const)('behavior: %s is answered with the word %s', (code, word) => {
  expect(chooseErrorWord({ code })).toBe(word)
})
