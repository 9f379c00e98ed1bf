import { expect, test } from 'vitest'
import { answers, openBlock, waitFor } from './page/openBlock.ts'
import { ape } from './page/seedGates.ts'

/* The card in each of its languages, on a phone. */
const LANGUAGES = ['en', 'ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'ko', 'nl', 'pt-BR', 'pt-PT', 'zh-CN']

test.each(LANGUAGES)(
  'behavior: the page below the card does not move on a phone in %s either, whatever the message',
  async (locale) => {
    let because = ''
    const { page } = await openBlock({
      locale,
      wallet: { signs: 'rejects' },
      // Exclusive: only then is a paused gate refused.
      gates: [{ number: 4, conditions: [ape], gives: { exclusive: true } }],
      proxy: () => ({
        body: { ...answers.closed.body, gates: [{ id: 4, kind: 'closed', because, unmet: [] }] },
      }),
    })
    await page.setViewportSize({ width: 430, height: 720 })
    // The card asks for the width of its container alone, so a narrow body is a narrow phone.
    const tops = () =>
      page.locator('.after').evaluate((node) =>
        [240, 280, 320, 360, 390, 430].map((width) => {
          document.body.style.width = `${width}px`
          return node.getBoundingClientRect().top + scrollY
        }),
      )
    const choose = async (panel: string, wallet: string) => {
      await page.locator(`[data-for=${panel}] .palisade-button:not([hidden])`).click()
      await page.locator('.palisade-wallet', { hasText: wallet }).click()
    }
    const before = await tops()
    await choose('locked', 'Lantern')
    await waitFor(page, 'locked')
    expect(await tops()).toEqual(before)
    because = 'excluded'
    await choose('locked', 'Harbour')
    await waitFor(page, 'refused')
    expect(await tops()).toEqual(before)
    for (because of ['ended', 'used-up', 'not-started', 'paused']) {
      await page.reload()
      await waitFor(page, 'refused')
      expect([because, ...(await tops())]).toEqual([because, ...before])
    }
  },
)
