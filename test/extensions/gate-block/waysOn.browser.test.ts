import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answers, connect, openBlock, waitFor } from './page/openBlock.ts'
import { ape } from './page/seedGates.ts'

/* Whatever goes wrong, the card names the true cause and a way on. */
const panel = (page: Page, name: string) => page.locator(`.palisade-panel[data-for=${name}]`)
const another = (page: Page, name: string) =>
  panel(page, name).getByRole('button', { name: /(Use|Add) another wallet/ })

describe('another wallet', () => {
  test.each(['connects', 'signs'] as const)(
    'behavior: a wallet that breaks when it %s can be left',
    async (step) => {
      const { page } = await openBlock({ wallet: { [step]: 'fails' } })
      await connect(page)
      await waitFor(page, 'failed')
      expect(await panel(page, 'failed').innerText()).toMatch(
        /Your wallet didn’t answer as expected\.\s+Try again, or use another wallet\./,
      )
      await another(page, 'failed').click()
      await page.locator('.palisade-wallet', { hasText: 'Harbour' }).click()
      await waitFor(page, 'unlocked')
    },
  )

  test('behavior: an open card names the offers that are still locked, and takes one more wallet', async () => {
    const { page, calls } = await openBlock({
      gates: [
        { number: 4, conditions: [ape] },
        { number: 5, conditions: [{ ...ape, name: 'Night Owls' }] },
      ],
      proxy: ({ body }) => {
        const both = body.session === 'visit1' && 'signature' in body
        const { body: opened } = answers.open(body.lines)
        const [open] = (opened as { gates: object[] }).gates
        const [closed] = answers.closed.body.gates
        const second = both ? { ...open, id: 5 } : { ...closed, id: 5 }
        return { body: { ...(opened as object), gates: [open, second] } }
      },
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    const text = () => panel(page, 'unlocked').innerText()
    expect(await text()).toMatch(/Still locked: .*Night Owls/)
    await another(page, 'unlocked').click()
    await page.locator('.palisade-wallet', { hasText: 'Harbour' }).click()
    const sessions = () => calls.filter(({ verb }) => verb === 'unlock').map(({ body }) => body.session)
    await expect.poll(sessions).toEqual([undefined, 'visit1'])
    await waitFor(page, 'unlocked')
    expect(await text()).not.toContain('Still locked')
  })

  test.each(['ended', 'not-started', 'paused'])(
    'behavior: a gate that is %s offers no other wallet, which could not help',
    async (because) => {
      const { page } = await openBlock({
        gates: [{ number: 4, conditions: [ape], gives: { exclusive: true } }],
        proxy: () => ({
          body: { ...answers.closed.body, gates: [{ id: 4, kind: 'closed', because, unmet: [] }] },
        }),
      })
      await connect(page)
      await waitFor(page, 'refused')
      expect(await another(page, 'refused').count()).toBe(0)
      expect(await panel(page, 'refused').getByRole('button').count()).toBe(0)
    },
  )
})

describe('waiting', () => {
  test('behavior: a cart that never answers is named after ten seconds, and Try again asks it anew', async () => {
    const { page, calls } = await openBlock({})
    await page.clock.install()
    await page.route('**/cart.js', () => {}, { times: 1 })
    await connect(page)
    await waitFor(page, 'checking')
    await page.clock.runFor(4_000)
    expect(await panel(page, 'checking').innerText()).toContain('This is taking a little longer than usual.')
    await page.clock.runFor(8_000)
    await waitFor(page, 'failed')
    expect(await panel(page, 'failed').innerText()).toContain('We couldn’t put the offer into your cart.')
    expect(calls.map(({ verb }) => verb)).toEqual(['nonce'])
    await panel(page, 'failed').getByRole('button', { name: 'Try again' }).click()
    await waitFor(page, 'unlocked')
  })

  test('behavior: a wallet that does not answer gets a hint after fifteen seconds', async () => {
    const { page } = await openBlock({ wallet: { signs: 'waits' } })
    await page.clock.install()
    await connect(page)
    await waitFor(page, 'signing')
    await page.clock.runFor(16_000)
    await expect
      .poll(() => panel(page, 'signing').innerText())
      .toContain('Open Lantern from your browser’s toolbar')
  })

  test.each([50, 300, 1500])(
    'behavior: the focus stays in the card if the wallet takes %s ms',
    async (delayMs) => {
      const { page } = await openBlock({ wallet: { delayMs } })
      await page.getByRole('button', { name: 'Connect wallet' }).focus()
      await page.keyboard.press('Enter')
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.textContent?.trim()))
        .toBe('Lantern')
      await page.evaluate(() => {
        const lost: string[] = []
        Object.assign(window, { lost })
        setInterval(() => {
          if (document.activeElement === document.body) lost.push('body')
        }, 10)
      })
      await page.keyboard.press('Enter')
      await waitFor(page, 'unlocked')
      expect(await page.evaluate('window.lost')).toEqual([])
      expect(await page.evaluate(() => document.activeElement?.getAttribute('data-for'))).toBe('unlocked')
    },
  )
})

describe('a script that does not load', () => {
  test('behavior: the card says so, and a later press works', async () => {
    const { page } = await openBlock({})
    const file = '**/palisade-gate-run.js'
    await page.route(file, (route) => route.abort())
    await page.getByRole('button', { name: 'Connect wallet' }).click()
    const card = page.locator('palisade-gate')
    await expect.poll(() => card.innerText()).toContain('We couldn’t load what your wallet needs.')
    await page.unroute(file)
    await page.getByRole('button', { name: /Connect wallet|Try again/ }).click()
    await page.locator('.palisade-wallet', { hasText: 'Lantern' }).click()
    await waitFor(page, 'unlocked')
  })

  test('behavior: a page without a visit loads the loader alone', async () => {
    const loaded: string[] = []
    const { page, open } = await openBlock({})
    page.on('request', (request) => loaded.push(new URL(request.url()).pathname.split('/').pop() ?? ''))
    await open()
    await page.waitForLoadState('networkidle')
    expect(loaded.filter((name) => name.endsWith('.js'))).toEqual(['palisade-gate.js'])
  })
})

describe('a browser that forbids storage', () => {
  test('behavior: the card stays open when the shopper chooses another variant', async () => {
    const { page, calls } = await openBlock({
      script: `Object.defineProperty(window, 'localStorage', { get() { throw new Error('forbidden') } })`,
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    await page.locator('select[name=id]').selectOption('2002')
    await expect.poll(() => calls.filter(({ verb }) => verb === 'renew').length).toBe(1)
    await waitFor(page, 'unlocked')
    expect(calls.filter(({ verb }) => verb === 'unlock')).toHaveLength(1)
  })
})
