import type { ShopProblem } from '../../core/settlement/problems.ts'
import { NOT_HELD } from '../holding/sayHolding.ts'
import { formatCount } from '../list/formatCount.ts'

/** Describe a problem, and what to do about it. */
export function formatProblem(problem: ShopProblem): string {
  switch (problem.kind) {
    case 'function-missing':
      return `A part of this app is missing at Shopify (${problem.handle}). Ask whoever runs this server to release the app at Shopify once more.`
    case 'discount-gone':
      return 'A discount of this app was deleted in Shopify. It is made again within the hour, or at once from the self-test under Settings.'
    case 'discount-off':
      return 'A discount of this app was switched off in Shopify. It is switched on again within the hour, or at once from the self-test under Settings.'
    case 'discount-changed':
      return 'A discount of this app was changed in Shopify and combines otherwise than its gates say. It is put right within the hour, or at once from the self-test under Settings.'
    case 'discount-failing':
      return `Shopify could not run the discount of some carts: ${formatErrors(problem.errors)}`
    case 'validation-gone':
      return 'The checkout rule for exclusive products was deleted in Shopify, so anybody can buy them. It is made again within the hour, or at once from the self-test under Settings.'
    case 'validation-off':
      return 'The checkout rule for exclusive products was switched off in Shopify, so anybody can buy them. It is switched on again within the hour, or at once from the self-test under Settings.'
    case 'validation-blank':
      return 'The checkout rule for exclusive products has lost its settings at Shopify. Until they are written again, holders cannot buy products that are marked as exclusive, and where a gate is about all products anybody can buy. They are written within the hour, or at once from the self-test under Settings.'
    case 'validation-foreign':
      return `The checkout has ${formatCount(problem.count, 'rule')} of this app too many, added in Shopify under Settings, Checkout. They can refuse exclusive products to everybody. They are removed within the hour, or at once from the self-test under Settings.`
    case 'validation-failing':
      return `Shopify could not run the checkout rule for some carts, and refused them: ${formatErrors(problem.errors)}`
    case 'holds-not-allowed':
      return problem.orders === 0
        ? NOT_HELD
        : `${NOT_HELD} So far this is about ${formatCount(problem.orders, 'order')}.`
    case 'orders-pending':
      return `${formatCount(problem.orders, 'order')} could not be held or canceled yet. It is tried again.`
    case 'orders-unmatched':
      return `${formatCount(problem.orders.length, 'order')} came with an unlock that nothing is known of here: ${problem.orders.join(', ')}. Look at them; if the database was not set back, change your keys under Settings.`
    case 'timezone-unknown':
      return `Shopify says that this shop’s time zone is “${problem.said}”, which this server does not know. Gates go on by ${problem.kept}. Ask whoever runs this server to update Node.js, or choose another time zone in Shopify under Settings, General.`
    case 'domain-unusable':
      return `Shopify says that this shop’s domain is “${problem.said}”, which is not a domain name. Shoppers can sign in at ${problem.kept} as before. Check the primary domain in Shopify under Settings, Domains.`
    case 'data-requests-open':
      return `Customers asked for the data that is kept of them (${problem.count} open). Answer by ${new Date(problem.dueAt * 1000).toISOString().slice(0, 10)}: download it under Settings, Customer data requests.`
    case 'work-failing':
      return `Some of the work behind this app fails (${problem.kinds.join(', ')}). It is tried again. Last: ${problem.lastError || 'no reason was given'}`
  }
}

function formatErrors(errors: readonly string[]): string {
  return [...new Set(errors)].slice(0, 3).join(' ')
}
