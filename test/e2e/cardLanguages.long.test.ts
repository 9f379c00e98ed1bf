import { beforeAll, describe, test } from 'vitest'
import type { RunningDemo } from '../standin/demo/startDemo.ts'
import { THEMES, type ThemeName } from '../standin/shopify/storefront/createThemes.ts'
import { CARD_STATES } from './cardStates.ts'
import { checkCard, type VIEWS } from './checkCard.ts'
import { openDemo } from './openDemo.ts'

/*
 * Every state of the card in every language but English, which `cardStates.long.test.ts` has. Themes and views take
 * turns, so that each language meets each of them.
 */
let demo: RunningDemo
beforeAll(async () => {
  demo = await openDemo()
})

const LANGUAGES = ['ar', 'de', 'es', 'fr', 'he', 'it', 'ja', 'ko', 'nl', 'pt-BR', 'pt-PT', 'zh-CN']
/** A small window at 400 % zoom is the hardest, and has every second turn. */
const TURNS = ['zoomed', 'phone', 'zoomed', 'desk'] as const satisfies readonly (typeof VIEWS)[number][]

describe.each(LANGUAGES.map((locale, i) => [locale, i] as const))('the card in %s', (locale, i) => {
  test.each(CARD_STATES.map((state, j) => [state.name, state, j] as const))(
    'behavior: %s',
    async (_, state, j) => {
      const theme = THEMES[(i + j) % THEMES.length] as ThemeName
      const view = TURNS[(i + j) % TURNS.length] ?? 'zoomed'
      await checkCard(demo, { theme, view, state, locale })
    },
  )
})
