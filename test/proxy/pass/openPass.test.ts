import { describe, expect, test } from 'vitest'
import { openPass } from '../../../app/proxy/pass/browser/openPass.ts'
import { makeBrowserKey, verifyWire } from '../../verifyWire.ts'

const NOW = 1_800_000_000
const OPEN = { gates: [{ id: 12, kind: 'open' }], proof: 'p1~c~1' }

async function open({
  hash = '#12.abc.owl-jacket',
  answer = OPEN as unknown,
  status = 200,
  keeps = true,
} = {}) {
  const sent: unknown[] = []
  const key = await makeBrowserKey()
  const stored: string[] = []
  const outcome = await openPass({
    location: { hash, pathname: '/apps/palisade/pass' },
    shop: 'harbor.myshopify.com',
    storage: { setItem: (...pair) => void stored.push(...pair) },
    send: async (url, { body }) => {
      if (url === '/cart.js') return Response.json({ token: 'cart-1' })
      const wire = JSON.parse(String(body))
      const isSigned = url === '/apps/palisade/renew' && verifyWire('/renew', wire)
      sent.push([url, isSigned ? JSON.parse(wire.request) : wire])
      return url === '/cart/update.js' ? Response.json({}) : Response.json(answer, { status })
    },
    keepKey: async () => (keeps ? key : null),
    now: NOW,
  })
  return { outcome, sent, stored }
}

describe('openPass', () => {
  test('default: the visit is stored for the block, the proof is in the cart, and the product opens', async () => {
    const { outcome, sent, stored } = await open()
    expect(outcome).toEqual({ kind: 'opened', path: '/products/owl-jacket' })
    expect(sent).toEqual([
      ['/apps/palisade/renew', { session: 'abc', gates: [12], lines: [], cart: 'cart-1' }],
      ['/cart/update.js', { attributes: { _palisade: 'p1~c~1' } }],
    ])
    expect(stored[0]).toBe('palisade:visit:harbor.myshopify.com')
    expect(JSON.parse(stored[1] ?? '')).toEqual({ session: 'abc', address: null, expiresAt: NOW + 604_800 })
  })

  test('behavior: a pass for no single product opens the shop', async () => {
    expect((await open({ hash: '#12.abc' })).outcome).toEqual({ kind: 'opened', path: '/' })
  })

  test('behavior: a link leads to no other site', async () => {
    for (const handle of ['//evil.example', '%2F%2Fevil.example', '..']) {
      const { outcome } = await open({ hash: `#12.abc.${handle}` })
      const path = outcome.kind === 'opened' ? outcome.path : ''
      expect(new URL(path, 'https://shop.example').origin).toBe('https://shop.example')
    }
  })

  test('refuses: a pass that is over, and stores nothing (ERR_SESSION_UNKNOWN)', async () => {
    const { outcome, stored } = await open({ answer: { code: 'ERR_SESSION_UNKNOWN' }, status: 401 })
    expect([outcome, stored]).toEqual([{ kind: 'over' }, []])
    const paused = await open({ answer: { gates: [{ id: 12, kind: 'closed', because: 'paused' }] } })
    expect(paused.outcome).toEqual({ kind: 'over' })
  })

  test('refuses: a browser without keys, and asks the app for nothing: the pass stays whole', async () => {
    const { outcome, sent, stored } = await open({ keeps: false })
    expect([outcome, sent, stored]).toEqual([{ kind: 'failed' }, [], []])
  })

  test('refuses: an answer that says nothing about the pass, and asks to try again (ERR_DATABASE_AWAY)', async () => {
    const { outcome, stored } = await open({ answer: { code: 'ERR_DATABASE_AWAY' }, status: 503 })
    expect([outcome, stored]).toEqual([{ kind: 'failed' }, []])
  })
})
