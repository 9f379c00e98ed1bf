import { expect, test } from 'vitest'
import { findHome, findSection, SECTIONS } from '../../../app/admin/page/sections.ts'

test('default: a path belongs to its section, and any other path to home', () => {
  for (const section of Object.values(SECTIONS)) expect(findSection(section.url)).toBe(section)
  expect(findSection('/app/orders/5001')).toBe(SECTIONS.orders)
  expect(findSection('/app/gates/new')).toBe(SECTIONS.gates)
  expect(findSection('/app/nothing')).toBe(SECTIONS.home)
})

test('default: a page leads back to its list, and a list to home', () => {
  expect(findHome('/app/orders/5001')).toBe(SECTIONS.orders)
  expect(findHome('/app/lists/x')).toBe(SECTIONS.lists)
  expect(findHome('/app/developers/x')).toBe(SECTIONS.developers)
  expect(findHome('/app/gates/82')).toBe(SECTIONS.gates)
  expect(findHome('/app/orders')).toBe(SECTIONS.home)
  expect(findHome('/app')).toBe(SECTIONS.home)
})
