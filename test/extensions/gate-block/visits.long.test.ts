import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { answers, connect, openBlock, waitFor } from './page/openBlock.ts'

const MINUTES = 60_000

/** Tell the page that it is hidden, or looked at again. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => value })
    document.dispatchEvent(new Event('visibilitychange'))
  }, isHidden)
}

describe('a gate that asks for a fresh signature', () => {
  test('behavior: the card says so, keeps the visit, and one button signs again', async () => {
    let isOld = false
    const { page, calls, open } = await openBlock({
      proxy: ({ verb, body }) => {
        if (verb === 'unlock' || !isOld) return answers.open(body.lines)
        const gates = [{ id: 4, kind: 'closed', because: 'sign-again', unmet: [], usedUp: null }]
        return { body: { gates, proof: null, lineProofs: [], session: 'visit1' } }
      },
    })
    await connect(page)
    await waitFor(page, 'unlocked')
    isOld = true
    await open()
    await page.getByText('Sign again to use this offer.').waitFor()
    await waitFor(page, 'locked')
    expect(await page.locator('palisade-gate').getByRole('button').count()).toBe(1)
    expect(await page.locator('form input[name="properties[_palisade]"]').count()).toBe(0)
    isOld = false
    await connect(page)
    await waitFor(page, 'unlocked')
    expect(calls.filter(({ verb }) => verb === 'unlock').map(({ body }) => body.session)).toEqual([
      undefined,
      'visit1',
    ])
  })
})

describe('a visit that stands idle', () => {
  test('behavior: a page that is looked at keeps its visit alive, and a hidden one asks when it is looked at again', async () => {
    let isIdle = false
    const { page, calls } = await openBlock({
      proxy: ({ verb, body }) => {
        if (verb === 'renew' && isIdle) return { status: 401, body: { code: 'ERR_SESSION_UNKNOWN' } }
        const endsAt = Math.floor(Date.now() / 1000) + 3 * 3600
        const lines = body.lines as { productId: number; variantId: number }[]
        const lineProofs = lines.map((line) => ({ ...line, proof: `p1~l~x~${'1'.repeat(32)}` }))
        const gates = [{ id: 4, kind: 'open', reaction: 'p2000', endsAt }]
        return { body: { gates, proof: `p1~c~x~${'c'.repeat(32)}`, lineProofs, session: 'visit1' } }
      },
    })
    await page.clock.install()
    await connect(page)
    await waitFor(page, 'unlocked')
    const countRenewals = () => calls.filter(({ verb }) => verb === 'renew').length
    expect(countRenewals()).toBe(0)
    // One second further only: the browser's store of keys needs real time, and is not waited for longer than two seconds.
    await page.clock.runFor(25 * MINUTES + 1000)
    await expect.poll(countRenewals).toBe(1)
    await waitFor(page, 'unlocked')
    await setHidden(page, true)
    await page.clock.runFor(60 * MINUTES)
    expect(countRenewals()).toBe(1)
    isIdle = true
    await setHidden(page, false)
    await waitFor(page, 'locked')
    expect(countRenewals()).toBe(2)
    expect(await page.locator('form input[name="properties[_palisade]"]').count()).toBe(0)
    isIdle = false
    await connect(page)
    await waitFor(page, 'unlocked')
  })
})
