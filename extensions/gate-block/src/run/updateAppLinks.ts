import { sendCartRequest } from '../cart/sendCartRequest.ts'
import { proofKey } from '../cart/types.ts'
import type { GateRun } from './types.ts'

/**
 * Bring the links to wallet apps up to date: Liquid wrote them for the variant and the cart of that moment. A cart that
 * cannot be read leaves them as they are.
 */
export async function updateAppLinks({ element, config, readVariant }: GateRun): Promise<void> {
  const { rootUrl, proxyPath, locale } = config
  const { items } = await sendCartRequest({ rootUrl, path: 'cart.js' })
  const apps = element.querySelector<HTMLElement>('[data-ref=apps]')
  const input = apps?.querySelector('input')
  if (!apps || !input) return
  let own = 0
  const lines = items.flatMap(({ variant_id, quantity, properties, selling_plan_allocation: plan }) => {
    const isOwn = Object.keys(properties ?? {}).some((name) => name !== proofKey)
    if (isOwn) own += quantity
    return isOwn ? [] : [variant_id, quantity].concat(plan?.selling_plan.id ?? []).join(':')
  })
  const to = `${apps.dataset.to}`.replace(/variant=\d+/, `variant=${readVariant()}`)
  const asked = `${proxyPath}/cart?locale=${locale}&own=${own}&lines=${lines}&to=${encodeURIComponent(to)}`
  const page = location.origin + (lines[0] ? asked : to)
  input.value = page
  for (const link of apps.querySelectorAll<HTMLElement>('[data-link]')) {
    const url = `${link.dataset.link}`
      .replace('[page]', encodeURIComponent(page))
      .replace('[bare]', page.replace(/.*?\/\//, ''))
    link.setAttribute(link.matches('a') ? 'href' : 'src', url)
  }
}
