import { type Build, createBuilder, createPlace } from './createBuilder.ts'
import { readAnswer } from './createSend.ts'
import { describeOpening } from './describeOpening.ts'
import type { CustomerOpenings, SurfaceElement, SurfaceHost } from './types.ts'

/** Render a customer's wallets, open gates, and the orders that tokens opened. */
export async function renderCustomer(host: SurfaceHost): Promise<void> {
  const { i18n } = host
  const { translate } = i18n
  const build = createBuilder(host)
  const place = createPlace(host)
  const wrap = (...children: readonly SurfaceElement[]) =>
    build(
      's-section',
      { heading: translate('wallets.heading') },
      build('s-stack', { gap: 'base' }, ...children),
    )
  const say = (key: string) => build('s-paragraph', {}, translate(key))
  const offer = (key: string, run: () => Promise<void>) => {
    const button = build('s-button', { variant: 'secondary' }, translate(key))
    button.addEventListener('click', () => void run())
    return button
  }
  const show = async (): Promise<void> => {
    place.show(wrap(build('s-spinner', { accessibilityLabel: translate('wallets.loading') })))
    const found = await readAnswer<CustomerOpenings>(host, '/surfaces/customer', {})
    if (!found) return place.show(wrap(say('wallets.failed'), offer('retry', show)))
    const parts = describeCustomer(build, i18n, found)
    if (parts.length === 0) return place.show(wrap(say('wallets.none')))
    const isLinked = found.wallets.length + found.held.length + found.open.length > 0
    const leave = isLinked ? [offer('wallets.signOut', () => signOut()), say('wallets.signOutNote')] : []
    place.show(wrap(...parts, ...leave))
  }
  const signOut = async (): Promise<void> => {
    place.show(wrap(build('s-spinner', { accessibilityLabel: translate('wallets.loading') })))
    const done = await readAnswer(host, '/surfaces/signout', {})
    if (done) place.show(wrap(say('wallets.signedOut'), offer('wallets.back', show)))
    else place.show(wrap(say('wallets.signOutFailed'), offer('retry', signOut)))
  }
  await show()
}

/** Describe what is known of a customer; nothing if that is nothing. */
function describeCustomer(
  build: Build,
  i18n: SurfaceHost['i18n'],
  { wallets, open, held, orders, currency }: CustomerOpenings,
): SurfaceElement[] {
  const { translate } = i18n
  const list = (key: string, items: readonly string[]) =>
    items.length === 0
      ? []
      : [
          build('s-heading', {}, translate(key)),
          build('s-unordered-list', {}, ...items.map((item) => build('s-list-item', {}, item))),
        ]
  const formatDay = (at: number) => i18n.formatDate(new Date(at * 1000), { dateStyle: 'medium' })
  const formatTime = (at: number) =>
    i18n.formatDate(new Date(at * 1000), { dateStyle: 'medium', timeStyle: 'short' })
  return [
    ...list('wallets.wallets', wallets),
    ...list(
      'wallets.open',
      open.map(({ gate, endsAt }) => translate('wallets.openUntil', { gate, time: formatTime(endsAt) })),
    ),
    ...list('wallets.held', held),
    ...list(
      'wallets.orders',
      orders.flatMap(({ name, orderedAt, openings }) =>
        openings.map((opening) =>
          [
            ...[name, formatDay(orderedAt)],
            ...(opening.gate === null ? [] : [opening.gate]),
            describeOpening(opening, { i18n, currency }).join(' '),
          ].join(' · '),
        ),
      ),
    ),
  ]
}
