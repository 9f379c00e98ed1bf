import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds in the page and in the open dialog's shadow root. */
export async function listViolations(page: Page): Promise<string[]> {
  await finishAnimations(page)
  // Evaluated in the page's own world: a policy of the page would block a script element.
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { violations } = await (Reflect.get(window, 'axe') as typeof axe).run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // The page behind the dialog is the test's own, without landmarks.
      rules: { region: { enabled: false }, 'landmark-one-main': { enabled: false } },
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}

/** Wait until nothing fades in or out: until then a text has another contrast. */
export function finishAnimations(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const shadows = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])
    const animations = [document, ...shadows].flatMap((root) => root.getAnimations())
    const ending = animations.filter(
      ({ effect, playState }) =>
        playState === 'running' && Number(effect?.getComputedTiming().endTime) < Number.POSITIVE_INFINITY,
    )
    // One whose element goes away is rejected.
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}
