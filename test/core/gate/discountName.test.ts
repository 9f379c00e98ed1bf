import { describe, expect, test } from 'vitest'
import {
  discountNameOf,
  findDiscountNameIssue,
  parseDiscountName,
} from '../../../app/core/gate/discountName.ts'

describe('the name of a discount', () => {
  test('default: shoppers read the name that the merchant chose, trimmed', () => {
    const discountName = parseDiscountName('  Owl days ')
    expect(discountName).toBe('Owl days')
    expect(findDiscountNameIssue('  Owl days ')).toBeNull()
    expect(discountNameOf({ name: 'Night Owls holders', discountName })).toBe('Owl days')
  })

  test('behavior: an empty name, or one of blanks, is the name of the gate', () => {
    for (const text of ['', '   ', '\t\n']) {
      expect(parseDiscountName(text)).toBeNull()
      expect(findDiscountNameIssue(text)).toBeNull()
    }
    expect(discountNameOf({ name: 'Night Owls holders', discountName: null })).toBe('Night Owls holders')
  })

  test('refuses: more than 80 characters (too-long)', () => {
    expect(findDiscountNameIssue('o'.repeat(80))).toBeNull()
    expect(findDiscountNameIssue(`  ${'o'.repeat(80)}  `)).toBeNull()
    expect(findDiscountNameIssue('o'.repeat(81))).toBe('too-long')
  })

  test('refuses: control characters and invisible ones, which could make two names look alike (unsafe-text)', () => {
    for (const text of ['a\nb', 'a\u0000b', 'a\u200bb', 'a\u202eb', 'a\ud800']) {
      expect(findDiscountNameIssue(text)).toBe('unsafe-text')
    }
  })
})
