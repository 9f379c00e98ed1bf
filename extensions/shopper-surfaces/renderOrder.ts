import { type Build, createBuilder, createPlace } from './createBuilder.ts'
import { readAnswer } from './createSend.ts'
import { describeOpening } from './describeOpening.ts'
import type { OrderOpenings, SurfaceElement, SurfaceHost } from './types.ts'

export type RenderOrderParameters = {
  /** `gid://shopify/Order/1001` or `gid://shopify/OrderIdentity/1001`; empty while there is none. */
  readonly orderGid: string
  /** The order's confirmation number; null if the page has none. */
  readonly confirmation: string | null
  /** Whether the cart had an unlock. Without one the block says nothing until it knows of one. */
  readonly hasUnlock: boolean
}

/** An order is settled within seconds of its webhook. Each question costs the shop a request to Shopify. */
const ASK_AGAIN_MS: readonly number[] = [2_000, 3_000, 5_000, 8_000, 13_000, 21_000]

/** Render which token opened what on an order. An order that no gate has to do with shows nothing. */
export async function renderOrder(host: SurfaceHost, parameters: RenderOrderParameters): Promise<void> {
  const { i18n } = host
  const build = createBuilder(host)
  const place = createPlace(host)
  const wrap = (...children: readonly SurfaceElement[]) =>
    build(
      's-section',
      { heading: i18n.translate('order.heading') },
      build('s-stack', { gap: 'base' }, ...children),
    )
  const show = async (): Promise<void> => {
    if (parameters.hasUnlock)
      place.show(wrap(build('s-spinner', { accessibilityLabel: i18n.translate('order.loading') })))
    const answer = await readSettled(host, parameters, () =>
      place.show(wrap(build('s-paragraph', {}, i18n.translate('order.waiting')))),
    )
    const again = () => void show()
    if (answer?.kind === 'found') place.show(wrap(...describeOrder(build, i18n, answer)))
    else if (answer?.kind === 'none' || !parameters.hasUnlock) place.show()
    else
      place.show(
        wrap(...describeNothing(build, i18n, { key: answer ? 'order.later' : 'order.failed', again })),
      )
  }
  await show()
}

/** Ask until the order is settled; null without an answer, `waiting` if that takes too long. */
async function readSettled(
  host: SurfaceHost,
  { orderGid, confirmation, hasUnlock }: RenderOrderParameters,
  tellWaiting: () => void,
): Promise<OrderOpenings | null> {
  const order = /\/Order(?:Identity)?\/([0-9]+)(?:\?|$)/.exec(orderGid)?.[1]
  if (order === undefined) return null
  // The thank-you page may be there before the order.
  const missing = { kind: hasUnlock ? 'waiting' : 'none' } as const
  for (let asked = 0; ; asked += 1) {
    const answer = await readAnswer<OrderOpenings>(host, '/surfaces/order', { order, confirmation }, missing)
    const pause = ASK_AGAIN_MS[asked]
    // Most orders have no unlock, and none of them is worth a second question.
    if (answer?.kind !== 'waiting' || !hasUnlock || pause === undefined) return answer
    if (asked === 0) tellWaiting()
    await host.wait(pause)
  }
}

function describeNothing(
  build: Build,
  { translate }: SurfaceHost['i18n'],
  { key, again }: { readonly key: string; readonly again: () => void },
): SurfaceElement[] {
  const button = build('s-button', { variant: 'secondary' }, translate('retry'))
  button.addEventListener('click', again)
  return [build('s-paragraph', {}, translate(key)), button]
}

function describeOrder(
  build: Build,
  i18n: SurfaceHost['i18n'],
  { openings, hold, isCancelled, receipts, currency }: Extract<OrderOpenings, { kind: 'found' }>,
): SurfaceElement[] {
  const { translate } = i18n
  return [
    ...(hold === null
      ? []
      : [
          build(
            's-banner',
            { tone: 'warning', heading: translate('held.heading') },
            build('s-paragraph', {}, `${translate(`held.${hold}`)} ${translate('held.next')}`),
          ),
        ]),
    ...(isCancelled ? [build('s-paragraph', {}, translate('order.cancelled'))] : []),
    ...openings
      .flatMap((opening) => describeOpening(opening, { i18n, currency }))
      .map((sentence) => build('s-paragraph', {}, sentence)),
    ...receipts.flatMap(({ gate, token }, index) => {
      const id = `receipt-${index}`
      const copy = { variant: 'secondary', command: '--copy', commandFor: id }
      return [
        build('s-button', copy, translate('receipt.copy', { gate: gate ?? '' })),
        build('s-clipboard-item', { id, text: token }),
      ]
    }),
    ...(receipts.length === 0 ? [] : [build('s-text', { color: 'subdued' }, translate('receipt.note'))]),
  ]
}
