import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds in the page and in the open dialog's shadow root. */
export async function listViolations(page: Page): Promise<string[]> {
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
