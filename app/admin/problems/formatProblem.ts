import type { ShopProblem } from '../../core/settlement/problems.ts'
import { formatBlock } from '../block/describeBlock.ts'
import { NOT_TAGGED } from '../customers/describeCustomers.ts'
import { describeRefusals } from '../enforcement/describeRefusals.ts'
import { formatDayAt } from '../formatDays.ts'
import { NOT_HELD } from '../holding/describeHolding.ts'
import { formatCount } from '../list/formatCount.ts'
import { describeWaiting } from '../orders/describeWaiting.ts'
import { describePlatform } from '../page/describePlatform.ts'

/** Describe a problem of a shop on its platform, and what to do about it. */
export function formatProblem(
  problem: ShopProblem,
  { isStore = false }: { readonly isStore?: boolean } = {},
): string {
  const own = isStore ? describeStoreProblem(problem) : null
  return own ?? describePlatform(describeProblem(problem), { isStore })
}

const NOT_HELD_THERE =
  'Palisade cannot hold orders that break a rule, because the store has not granted the scope “Orders: modify”. Their items can be shipped.'

/** Describe a problem of a BigCommerce store that needs other words than at Shopify; null if it needs none. */
function describeStoreProblem(problem: ShopProblem): string | null {
  switch (problem.kind) {
    case 'block-missing':
    case 'block-blind':
    case 'block-unknown':
      return formatBlock(problem, true)
    case 'holds-not-allowed':
      return problem.orders === 0
        ? NOT_HELD_THERE
        : `${NOT_HELD_THERE} Affected so far: ${formatCount(problem.orders, 'order')}.`
    case 'orders-unmatched':
      return `${formatCount(problem.orders.length, 'order')} came with an unlock that Palisade has no record of: ${problem.orders.join(', ')}. Check these orders.`
    case 'timezone-unknown':
      return `BigCommerce says that this store’s time zone is “${problem.said}”, which this server does not know. Gates keep using ${problem.kept}. Ask the person who runs this server to update Node.js, or choose another time zone in the store’s settings.`
    case 'domain-unusable':
      return `BigCommerce says that this store’s domain is “${problem.said}”, which is not a domain name. Shoppers can sign in at ${problem.kept} as before. Check the domain in the store’s settings.`
    default:
      return null
  }
}

function describeProblem(problem: ShopProblem): string {
  switch (problem.kind) {
    case 'function-missing':
      return `A part of Palisade is missing at Shopify (${problem.handle}). Ask the person who runs this server to release the app at Shopify again.`
    case 'discount-gone':
      return 'A Palisade discount was deleted in Shopify. Palisade creates it again within an hour. To fix it now, run the self-test under Settings.'
    case 'discounts-full':
      return 'This shop has 25 active automatic discounts, the most that Shopify allows, so Palisade cannot switch on its own. Deactivate one in Shopify under Discounts, then run the self-test under Settings.'
    case 'discount-off':
      return 'A Palisade discount was deactivated in Shopify. Palisade activates it again within an hour. To fix it now, run the self-test under Settings.'
    case 'discount-changed':
      return 'A Palisade discount was changed in Shopify, and its combinations differ from those of its gates. Palisade corrects it within an hour. To fix it now, run the self-test under Settings.'
    case 'discount-failing':
      return `Shopify could not run the discount for some carts: ${formatErrors(problem.errors)}`
    case 'validation-gone':
      return 'The checkout rule for exclusive products was deleted in Shopify, so anyone can buy them. Palisade creates it again within an hour. To fix it now, run the self-test under Settings.'
    case 'validation-off':
      return 'The checkout rule for exclusive products was turned off in Shopify, so anyone can buy them. Palisade turns it on again within an hour. To fix it now, run the self-test under Settings.'
    case 'validation-blank':
      return 'The checkout rule for exclusive products has lost its settings at Shopify. Until they are restored, holders cannot buy products that are marked as exclusive. If an exclusive gate applies to all products, anyone can buy them. Palisade restores the settings within an hour. To fix it now, run the self-test under Settings.'
    case 'validation-foreign':
      return `Someone added ${formatCount(problem.count, 'extra Palisade rule')} in Shopify under Settings, Checkout. Extra rules can refuse exclusive products to everyone. Palisade removes them within an hour. To fix it now, run the self-test under Settings.`
    case 'validation-failing':
      return `Shopify could not run the checkout rule for some carts, and refused them: ${formatErrors(problem.errors)}`
    case 'routing-unheard':
      return 'Shopify does not tell Palisade when an order is ready to be held, so a hold may come up to an hour late. Palisade corrects this within an hour. To fix it now, run the self-test under Settings.'
    case 'customer-data-not-approved':
      return `Shopify does not let Palisade see orders yet: it has not approved the app for protected customer data. Until it does, Palisade counts no uses, and tags, holds and cancels no orders. ${describeRefusals(problem).withoutOrders} When Shopify approves the app, Palisade checks the orders that it missed, up to 60 days back.`
    case 'holds-not-allowed':
      return problem.orders === 0
        ? NOT_HELD
        : `${NOT_HELD} Affected so far: ${formatCount(problem.orders, 'order')}.`
    case 'orders-pending':
      return `${formatCount(problem.orders, 'order')} could not be held or canceled yet. Palisade tries again.`
    case 'orders-waiting':
      return describeWaiting(problem)
    case 'orders-unmatched':
      return `${formatCount(problem.orders.length, 'order')} came with an unlock that Palisade has no record of: ${problem.orders.join(', ')}. Check these orders. Unless the database was restored from a backup, change your keys under Settings.`
    case 'timezone-unknown':
      return `Shopify says that this shop’s time zone is “${problem.said}”, which this server does not know. Gates keep using ${problem.kept}. Ask the person who runs this server to update Node.js, or choose another time zone in Shopify under Settings, General.`
    case 'domain-unusable':
      return `Shopify says that this shop’s domain is “${problem.said}”, which is not a domain name. Shoppers can sign in at ${problem.kept} as before. Check the primary domain in Shopify under Settings, Domains.`
    case 'data-requests-open':
      return `Customers asked for the data that Palisade stores about them (${problem.count} open). Answer by ${formatDayAt(problem.dueAt)}. Download the data under Settings, Customer data requests.`
    case 'tags-not-allowed':
      return `${NOT_TAGGED} Allow it under Customers.`
    case 'access-lost':
      return `${LOST_BY[problem.why]} Uninstall Palisade in the control panel, then install it again. Your gates, uses and orders are kept.`
    case 'block-missing':
    case 'block-blind':
    case 'block-unknown':
      return formatBlock(problem, false)
    case 'work-failing':
      return `Some background jobs of Palisade fail (${problem.kinds.join(', ')}). Palisade tries them again. Last error: ${problem.lastError || 'no reason given'}`
  }
}

const LOST_BY = {
  refused: 'BigCommerce no longer accepts Palisade’s access to this store, so no gate works.',
  unreadable:
    'Palisade’s server can no longer read its access to this store, so no gate works. Ask the person who runs the server whether its PALISADE_SECRET was changed, and can be changed back. If not:',
} as const

function formatErrors(errors: readonly string[]): string {
  return [...new Set(errors)].slice(0, 3).join(' ')
}
