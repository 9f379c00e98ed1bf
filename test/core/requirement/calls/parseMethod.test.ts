import { toFunctionSelector } from 'viem/utils'
import { describe, expect, test } from 'vitest'
import { formatMethod, parseMethod } from '../../../../app/core/requirement/calls/parseMethod.ts'
import { callPresets } from '../../../../app/core/requirement/calls/presets.ts'

test.each([
  [
    'function locked(address user) view returns (int128 amount, uint256 end)',
    'locked(address)(int128,uint256)',
  ],
  ['locked(address)(int128,uint256)', 'locked(address)(int128,uint256)'],
  ['  balanceOf(address account) external view returns (uint) ;', 'balanceOf(address)(uint256)'],
  ['total() pure returns (uint8)', 'total()(uint8)'],
  ['f(int a, bytes4 b, bool)(bytes32)', 'f(int256,bytes4,bool)(bytes32)'],
])('default: %s is read', (text, short) => {
  const method = parseMethod(text)
  expect(typeof method === 'string' ? method : formatMethod(method)).toBe(short)
})

describe('refuses', () => {
  test.each([
    ['balanceOf', 'method-invalid'],
    ['', 'method-invalid'],
    ['balanceOf(address)', 'method-invalid'],
    ['balanceOf(address)()', 'method-invalid'],
    ['pay(address) payable returns (bool)', 'method-invalid'],
    ['a(address)(bool) b(address)(bool)', 'method-invalid'],
    ['[{"name":"balanceOf"}]', 'method-invalid'],
    ['names(address)(string)', 'method-type'],
    ['many(address[])(uint256)', 'method-type'],
    ['f(address)(uint7)', 'method-type'],
    ['f(address)(bytes33)', 'method-type'],
    ['f(mapping x)(bool)', 'method-type'],
    [`f(${Array(17).fill('uint256').join()})(bool)`, 'method-type'],
  ])('%s is %s', (text, issue) => {
    expect(parseMethod(text)).toBe(issue)
  })
})

test('behavior: the presets ask the functions that their standards name', () => {
  const selectors = Object.values(callPresets).map(({ method }) => {
    const known = parseMethod(method)
    if (typeof known === 'string') throw new Error(`${method}: ${known}`)
    return toFunctionSelector(`function ${known.name}(${known.inputs.join(',')})`)
  })
  // Of the deployed contracts: balanceOf, userInfo, getHasValidKey, expiresAt, userOf, locked, maxWithdraw, …
  expect(selectors.slice(0, 8)).toEqual([
    ...['0x70a08231', '0x93f1a40b', '0x6d8ea5b4', '0x17c95709', '0xc2f1f14a', '0xb45a3c0e', '0xce96cb77'],
    '0xcbf9fe5f',
  ])
})
