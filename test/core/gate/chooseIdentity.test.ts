import { describe, expect, test } from 'vitest'
import { chooseIdentity } from '../../../app/core/gate/chooseIdentity.ts'
import type { ShopIdentity } from '../../../app/core/gate/shop.ts'
import type { ShopId } from '../../../app/core/gate/types.ts'

const said: ShopIdentity = {
  id: 70012345678n as ShopId,
  myshopifyDomain: 'harbor.myshopify.com',
  primaryDomain: 'harbor.example',
  ianaTimezone: 'Europe/Berlin',
  currencyCode: 'EUR',
}
const known = { primaryDomain: 'old.example', ianaTimezone: 'America/New_York' }
const NONE = { ianaTimezone: null, primaryDomain: null }

describe('chooseIdentity', () => {
  test('default: the identity from Shopify is accepted', () => {
    expect(chooseIdentity({ said, known })).toEqual({ identity: said, refused: NONE })
    const local = { ...said, primaryDomain: '127.0.0.1:4100', ianaTimezone: 'Etc/GMT+5' }
    expect(chooseIdentity({ said: local, known: null })).toEqual({ identity: local, refused: NONE })
  })

  test.each(['Mars/Olympus_Mons', '', '+02:00', 'Europe/Berlin\n'])(
    'behavior: the time zone %j is refused, and the known one stays',
    (zone) => {
      const { identity, refused } = chooseIdentity({ said: { ...said, ianaTimezone: zone }, known })
      expect(identity).toEqual({ ...said, ianaTimezone: known.ianaTimezone })
      expect(refused).toEqual({ ianaTimezone: zone.replace('\n', '\ufffd'), primaryDomain: null })
    },
  )

  test.each(['harbor.example\n', 'har bor.example', '', 'harbor.example/x', 'a.example:0', '\u0000'])(
    'behavior: the domain %j is refused, and the known one stays',
    (domain) => {
      const { identity, refused } = chooseIdentity({ said: { ...said, primaryDomain: domain }, known })
      expect(identity).toEqual({ ...said, primaryDomain: known.primaryDomain })
      expect(refused.primaryDomain).toBe(domain.replace('\n', '\ufffd').replace('\0', '\ufffd'))
    },
  )

  test('behavior: a new shop with an invalid domain gets its myshopify.com domain', () => {
    const { identity } = chooseIdentity({ said: { ...said, primaryDomain: '?' }, known: null })
    expect(identity.primaryDomain).toBe(said.myshopifyDomain)
  })

  test('refuses: a new shop with an unknown time zone (ERR_SHOPIFY_REQUEST)', () => {
    expect(() =>
      chooseIdentity({ said: { ...said, ianaTimezone: 'Mars/Olympus_Mons' }, known: null }),
    ).toThrow(expect.objectContaining({ code: 'ERR_SHOPIFY_REQUEST' }))
  })
})
