import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { passRoute } from '../../../app/proxy/pass/passRoute.ts'

const NOW = 1_800_000_000
const sign = (message: string) => createHmac('sha256', 'secret').update(message).digest('hex')
const route = passRoute({
  door: { now: () => NOW, sign, isEqual: (a, b) => a === b },
  script: '"</script>"',
  createNonce: () => 'abc',
})

function ask(changes: Record<string, string> = {}): Promise<Response> {
  const signed = {
    logged_in_customer_id: '',
    path_prefix: '/apps/palisade',
    shop: 'harbor.myshopify.com',
    timestamp: String(NOW),
  }
  const message = Object.entries(signed)
    .map(([key, value]) => `${key}=${value}`)
    .sort()
    .join('')
  const query = new URLSearchParams({ ...signed, signature: sign(message), ...changes })
  return route({ request: new Request(`https://app.example/proxy/pass?${query}`) })
}

describe('passRoute', () => {
  test('default: a page for the shop that Shopify signed, which nobody caches and which tells no referrer', async () => {
    const answer = await ask()
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
    })
    const html = await answer.text()
    expect(html).toContain('data-shop="harbor.myshopify.com"')
    expect(html.match(/<\/script>/g)).toHaveLength(1)
    // Without a policy of its own the server would forbid the page's script.
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'nonce-abc'")
    expect(answer.headers.get('content-security-policy')).toContain("connect-src 'self'")
    expect(html).toContain('<script nonce="abc">')
  })

  test('refuses: a request that did not come through a shop (ERR_PROXY_SIGNATURE)', async () => {
    const answer = await ask({ shop: 'other.myshopify.com' })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ code: 'ERR_PROXY_SIGNATURE' })
  })
})
