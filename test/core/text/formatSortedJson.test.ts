import { expect, test } from 'vitest'
import { formatSortedJson } from '../../../app/core/text/formatSortedJson.ts'

test('default: equal values give equal texts, whatever the order of their fields', () => {
  const text = '{"a":[{"x":null,"y":"é"},2],"b":{"c":true}}'
  expect(formatSortedJson({ b: { c: true }, a: [{ y: 'é', x: null }, 2] })).toBe(text)
  expect(formatSortedJson(JSON.parse(text))).toBe(text)
})

test('behavior: the order of a list counts', () => {
  expect(formatSortedJson([1, 2])).not.toBe(formatSortedJson([2, 1]))
})
