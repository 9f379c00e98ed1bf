import { createElement } from 'react'
import { expect, test } from 'vitest'
import { DiscountName } from '../../../app/admin/editor/DiscountName.tsx'
import type { GateEditorModel } from '../../../app/admin/editor/useGateEditor.ts'
import { renderPolaris } from '../renderPolaris.ts'

type Changes = { name?: string; discountName?: string; value?: string; price?: string }

function render(changes: Changes = {}, level: 'functions' | 'codes' | 'unknown' = 'functions', issues = {}) {
  const { name = 'Night Owls holders', discountName = '', price = 'percentage', value = '20' } = changes
  const draft = { name, discountName, reaction: { price, value, exclusive: false, freeShipping: false } }
  const editor = { draft, dispatch: () => {}, issues } as unknown as GateEditorModel
  return renderPolaris(
    createElement(DiscountName, { editor, shop: { currencyCode: 'EUR', enforcement: { level } } }),
  )
}

test('default: the merchant sees what shoppers read: the name of the discount, and what it takes off', () => {
  const html = render({ discountName: 'Owl days' })
  expect(html).toContain('Owl days (−20%)')
  expect(html).toContain('8 of 80 characters')
  expect(render({ discountName: 'Owl days', price: 'fixedAmount', value: '5' })).toContain('Owl days (−€5)')
})

test('behavior: without a name of its own, and with one of blanks, it has the name of the gate', () => {
  expect(render()).toContain('Night Owls holders (−20%)')
  expect(render({ discountName: '   ' })).toContain('Night Owls holders (−20%)')
  expect(render({ value: '' })).toContain('>Night Owls holders</p>')
  expect(render({ name: '' })).not.toContain('In the cart and at checkout')
})

test('behavior: where shoppers enter a code, nothing says that they read the name', () => {
  const html = render({ discountName: 'Owl days' }, 'codes')
  expect(html).toContain('Shoppers read the code, not this name.')
  expect(html).not.toContain('Owl days (')
  expect(render({}, 'unknown')).toContain('if Shopify lets Palisade into the checkout')
})

test('refuses: too long a name, and one with hidden characters, each by its sentence', () => {
  expect(render({}, 'functions', { discountName: 'too-long' })).toContain('Use at most 80 characters.')
  const hidden = render({}, 'functions', { discountName: 'unsafe-text' })
  expect(hidden).toContain('Remove line breaks and invisible characters.')
})
