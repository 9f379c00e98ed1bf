import type { BlockBadge, OrderBlock } from './types.ts'

/** What the block needs of Shopify's admin. Its elements are not the browser's: they have children and attributes alone. */
export type BlockHost = {
  /** `gid://shopify/Order/1001` */
  readonly orderGid: string
  readonly body: BlockElement
  readonly createElement: (name: string) => BlockElement
  /** Ask the app, as the member of the staff who is signed in. */
  readonly read: (path: string) => Promise<Pick<Response, 'ok' | 'json'>>
}
export type BlockElement = {
  append: (...nodes: never[]) => void
  removeChild: (node: never) => unknown
  setAttribute: (name: string, value: string) => void
  textContent: string | null
}

type Child = BlockElement | string

/** Render what the app knows about the order. It is read once: the page is opened anew for each order. */
export async function renderBlock(host: BlockHost): Promise<void> {
  const make = (name: string, attributes: Readonly<Record<string, string>>, ...children: Child[]) => {
    const element = host.createElement(name)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    element.append(...(children as never[]))
    return element
  }
  const block = make('s-admin-block', { heading: 'Palisade' })
  const waiting = make('s-spinner', { accessibilityLabel: 'Loading what Palisade found' })
  block.append(waiting as never)
  host.body.append(block as never)
  const order = await readOrder(host)
  block.removeChild(waiting as never)
  if (order.kind === 'none') {
    block.append(make('s-paragraph', {}, order.sentence) as never)
    return
  }
  const { outcome, action, summary, todo, facts, path } = order
  const badges = [outcome, ...(action ? [action] : [])].map(({ text, tone }: BlockBadge) =>
    make('s-badge', { tone }, text),
  )
  block.setAttribute('collapsedSummary', `${outcome.text}. ${todo}`)
  block.append(
    make(
      's-stack',
      { gap: 'base' },
      make('s-stack', { direction: 'inline', gap: 'small-200' }, ...badges),
      make('s-paragraph', {}, summary),
      make('s-paragraph', {}, make('s-text', { type: 'strong' }, 'What to do: '), todo),
      ...facts.map(({ title, values }) =>
        make('s-paragraph', {}, make('s-text', { type: 'strong' }, `${title}: `), values.join(', ')),
      ),
      make('s-link', { href: `app:${path.slice(1)}` }, 'Open in Palisade'),
    ) as never,
  )
}

const FAILED: OrderBlock = {
  kind: 'none',
  sentence: 'Palisade did not answer just now. Reload this page in a moment.',
}

async function readOrder({ orderGid, read }: BlockHost): Promise<OrderBlock> {
  const id = /\/Order\/([0-9]+)$/.exec(orderGid)?.[1]
  try {
    const answer = await read(`/app/orders/${id}/block`)
    return answer.ok ? ((await answer.json()) as OrderBlock) : FAILED
  } catch {
    return FAILED
  }
}
