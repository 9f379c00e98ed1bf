import { describe, expect, test } from 'vitest'
import {
  parseCustomerId,
  parseCustomerSearch,
  parseTagForm,
} from '../../../app/admin/customers/parseCustomers.ts'

const search = (text: string) => parseCustomerSearch(new URLSearchParams({ search: text }))
const wallet = `0x${'aB'.repeat(20)}`

describe('parseCustomerSearch', () => {
  test.each([
    ['77', { customerId: '77' }],
    ['https://admin.shopify.com/store/harbor/customers/77?x=1', { customerId: '77' }],
    ['gid://shopify/Customer/77', { customerId: '77' }],
    [` ${wallet} `, { wallet: wallet.toLowerCase() }],
    ['', {}],
  ])('default: “%s”', (text, asked) => {
    expect(search(text)).toMatchObject({ asked, unknown: null })
  })
  test('refuses: any other text finds nobody, and is told', () => {
    expect(search('Ada')).toMatchObject({ asked: { customerId: '0' }, unknown: 'Ada' })
  })

  test.each([
    ['77', '77'],
    ['0', undefined],
    ['7e3', undefined],
    ['1'.repeat(17), undefined],
  ])('behavior: the page after “%s”', (text, before) => {
    expect(parseCustomerSearch(new URLSearchParams({ before: text })).before).toBe(before)
  })
})

describe('parseCustomerId', () => {
  test('default', () => expect(parseCustomerId('7766554433221')).toBe('7766554433221'))
  test.each([undefined, '', '0', '-1', 'x', '1'.repeat(17)])('refuses: "%s" (ERR_NOT_FOUND)', (text) => {
    expect(() => parseCustomerId(text)).toThrow(expect.objectContaining({ code: 'ERR_NOT_FOUND' }))
  })
})

describe('parseTagForm', () => {
  const body = { tag: 'Owls', isOn: true, removesWhenPaused: false }
  test('default', () => expect(parseTagForm(body, { number: '7' })).toEqual({ number: 7, ...body }))
  test.each([
    ['nothing', null],
    ['a missing choice', { ...body, isOn: undefined }],
    ['an unknown field', { ...body, more: 1 }],
    ['a text of 501 characters', { ...body, tag: 'x'.repeat(501) }],
  ])('refuses: %s (ERR_BODY_INVALID)', (_, value) => {
    expect(() => parseTagForm(value, { number: '7' })).toThrow(
      expect.objectContaining({ code: 'ERR_BODY_INVALID' }),
    )
  })
})
