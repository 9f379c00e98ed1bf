import type { Page } from 'playwright-core'

/**
 * Send the product form of a theme past its buttons, which an exclusive gate covers: into the cart, or as Buy it now to a
 * checkout of its own. So does somebody who posts to the shop without its page.
 */
export async function submitForm(page: Page, way: 'add' | 'buy-now'): Promise<void> {
  if (way === 'add') {
    await page.evaluate(async () => {
      const form = document.querySelector<HTMLFormElement>('form[action*="/cart/add"]')
      await (await fetch('/cart/add.js', { method: 'POST', body: new FormData(form ?? undefined) })).json()
    })
    return
  }
  await page.evaluate(() => {
    const form = document.querySelector<HTMLFormElement>('form[action*="/cart/add"]')
    form?.setAttribute('action', '/cart/buy-now')
    form?.submit()
  })
  await page.waitForURL(/checkout/)
}
