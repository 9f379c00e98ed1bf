import { beforeAll, describe, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { THEMES } from '../standin/shopify/storefront/createThemes.ts'
import { CARD_STATES } from './cardStates.ts'
import { checkCard, VIEWS } from './checkCard.ts'
import { openDemo } from './openDemo.ts'

/* Every state of the card in every theme of the stand-in, at a desk, on a phone, and at 400 % zoom. */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

describe.each(THEMES)('the card in the theme %s', (theme) => {
  describe.each(VIEWS)('seen by %s', (view) => {
    test.each(CARD_STATES.map((state) => [state.name, state] as const))('behavior: %s', async (_, state) => {
      await checkCard(demo, { theme, view, state, locale: 'en' })
    })
  })
})
