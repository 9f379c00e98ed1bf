import { describe, expect, test } from 'vitest'
import { checkQrPage } from '../../app/flows/unlocks/checkQrPage.ts'
import { qrRoute } from '../../app/proxy/qrRoute.ts'
import { renderQr } from '../../app/qr/renderQr.ts'
import { fakeContext, shop } from '../fakes/fakeContext.ts'
import { signProxy, testDoor } from './signProxy.ts'

const shoppers = { find: () => '203.0.113.9' as never, confirm: () => undefined, hasFound: () => true }

function ask(page: string, changes: Record<string, string> = {}) {
  const { ctx } = fakeContext()
  const route = qrRoute({
    door: { ...testDoor, shoppers, render: renderQr },
    check: (request) => checkQrPage(ctx, { ...request, myshopifyDomain: shop.myshopifyDomain }),
  })
  return route({ request: signProxy('/proxy/qr', { page }, changes) })
}
const page = `https://${shop.primaryDomain}/products/a?variant=1`

describe('qrRoute', () => {
  test('default: a picture of a page of the shop, which only the shopper’s browser keeps', async () => {
    const answer = await ask(page)
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/svg+xml; charset=utf-8',
      'cache-control': 'private, max-age=86400',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    })
    expect(await answer.text()).toBe(renderQr(page))
  })

  test.each(['', 'https://evil.example/', `https://${shop.primaryDomain}.evil.example/`, '/products/a'])(
    'refuses: a code of %j, which is no page of this shop (ERR_QUERY_INVALID)',
    async (other) => {
      const answer = await ask(other)
      expect(answer.status).toBe(400)
      expect(await answer.json()).toMatchObject({ code: 'ERR_QUERY_INVALID' })
    },
  )

  test('refuses: a request that did not come through a shop (ERR_PROXY_SIGNATURE)', async () => {
    const answer = await ask(page, { page: 'https://evil.example/' })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'ERR_PROXY_SIGNATURE' })
  })

  test('refuses: a client that asks for too many (ERR_RATE_LIMITED)', async () => {
    const { ctx } = fakeContext()
    const request = { myshopifyDomain: shop.myshopifyDomain, clientAddress: '203.0.113.9' as never, page }
    for (let count = 0; count < 60; count++) await checkQrPage(ctx, request)
    await expect(checkQrPage(ctx, request)).rejects.toMatchObject({ code: 'ERR_RATE_LIMITED' })
  })
})
