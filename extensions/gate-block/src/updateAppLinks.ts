import { sendCartRequest } from './cart/sendCartRequest.ts'
import { proofKey } from './cart/types.ts'
import type { GateRun } from './run/types.ts'
import { formatSentence } from './show/formatSentence.ts'

/**
 * Bring the links to wallet apps up to date: Liquid wrote them for the variant and the cart of that moment. A cart that
 * cannot be read leaves them as they are.
 */
export async function updateAppLinks({ element, config, readVariant }: GateRun): Promise<void> {
  const { items } = await sendCartRequest(config.rootUrl, 'cart.js')
  const { to, cart } = (element.querySelector('[data-to]') as HTMLElement).dataset
  const lines = items
    .filter(({ properties }) => Object.keys({ ...properties }).every((name) => name === proofKey))
    .map(({ variant_id, quantity, selling_plan_allocation: plan }) =>
      [variant_id, quantity].concat(plan?.selling_plan.id ?? []).join(':'),
    )
  const page = `${to}`.replace(/variant=\d+/, `variant=${readVariant()}`)
  const own = items.length - lines.length
  const path = lines[0] ? `${cart}${own}&lines=${lines}&to=${encodeURIComponent(page)}` : page
  const url = location.origin + path
  const values = { page: encodeURIComponent(url), bare: location.host + path, url }
  for (const link of element.querySelectorAll<Linked>('[data-link]'))
    link[link.dataset.as] = formatSentence(link.dataset.link, values)
}

/** An element with a template of its link, and the name of its property that holds the link. */
type Linked = HTMLElement & { href: string; src: string; value: string } & {
  readonly dataset: { readonly link: string; readonly as: 'href' | 'src' | 'value' }
}
