import { describe, expect, test } from 'vitest'
import { composeAppLink } from '../../../app/core/chain/composeAppLink.ts'
import { listWalletApps } from '../../../app/core/chain/listWalletApps.ts'
import { walletApps } from '../../../app/core/chain/walletApps.ts'

const page = 'https://harbor.example/fr-ca/products/veste?variant=2001&country=CA'
const encoded = 'https%3A%2F%2Fharbor.example%2Ffr-ca%2Fproducts%2Fveste%3Fvariant%3D2001%26country%3DCA'

describe('links to wallet apps', () => {
  test.each([
    ['metamask', 'https://link.metamask.io/dapp/harbor.example/fr-ca/products/veste?variant=2001&country=CA'],
    ['base', `https://go.cb-w.com/dapp?cb_url=${encoded}`],
    ['trust', `https://link.trustwallet.com/open_url?coin_id=60&url=${encoded}`],
    ['rainbow', `https://rnbwapp.com/dapp?url=${encoded}`],
    ['phantom', `https://phantom.app/ul/browse/${encoded}?ref=https%3A%2F%2Fharbor.example`],
    ['solflare', `https://solflare.com/ul/v1/browse/${encoded}?ref=https%3A%2F%2Fharbor.example`],
    ['backpack', `https://backpack.app/ul/v1/browse/${encoded}?ref=https%3A%2F%2Fharbor.example`],
  ])('default: %s opens the page at the address that its maker documents', (id, link) => {
    const app = walletApps.find((one) => one.id === id)
    expect(app && composeAppLink({ app, page })).toBe(link)
  })

  test('behavior: what a page’s URL holds is never taken for a pattern or a placeholder', () => {
    const odd = 'http://127.0.0.1:80/a?b=$&c=[origin]#d'
    expect(composeAppLink({ app: { link: 'x:[bare]' }, page: odd })).toBe('x:127.0.0.1:80/a?b=$&c=[origin]#d')
    expect(composeAppLink({ app: { link: 'x:[origin]' }, page: odd })).toBe('x:http%3A%2F%2F127.0.0.1%3A80')
  })

  test('behavior: only apps whose accounts can hold what is asked for are listed', () => {
    const names = (...families: ('evm' | 'solana')[]) => listWalletApps({ families }).map(({ id }) => id)
    expect(names('solana')).toEqual(['phantom', 'solflare', 'backpack'])
    expect(names('evm')).not.toContain('solflare')
    expect(names('evm', 'solana')).toEqual(walletApps.map(({ id }) => id))
    expect(names()).toEqual([])
  })
})
