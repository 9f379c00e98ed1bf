import { describe, expect, test } from 'vitest'
import { isSameJson } from '../../../app/core/publication/isSameJson.ts'
import { reformatJson } from '../../standin/shopify/admin/resolvers/reformatJson.ts'

describe('isSameJson', () => {
  test('default: members in another order and blanks do not matter', () => {
    const text = '{"v":1,"k":[["00000001","ab"]],"x":{"b":1,"a":[2,{"d":null,"c":"é"}]}}'
    expect(reformatJson(text)).not.toBe(text)
    expect(isSameJson(text, reformatJson(text))).toBe(true)
  })

  test.each([
    ['another value', '{"a":1}', '{"a":2}'],
    ['another member', '{"a":1}', '{"a":1,"b":1}'],
    ['another order of a list', '[1,2]', '[2,1]'],
    ['a number as text', '{"a":1}', '{"a":"1"}'],
    ['text that is not JSON', '{"a":1', '{"a":1}'],
  ])('refuses: %s', (_, a, b) => {
    expect(isSameJson(a, b)).toBe(false)
  })
})
