/** A node of Shopify's rich text, as the server passes it on. Fields that are not named here are ignored. */
export type RichText = {
  readonly type: string
  readonly children?: readonly RichText[]
  readonly value?: string
  readonly bold?: boolean
  readonly italic?: boolean
  readonly level?: number
  readonly listType?: string
  readonly url?: string
  readonly target?: string
}

const TAGS: Readonly<Record<string, string>> = { paragraph: 'p', 'list-item': 'li', link: 'a', root: 'div' }

/**
 * Render rich text as elements, never as HTML: no text in it becomes markup, and no link runs a script.
 * @see https://shopify.dev/docs/apps/build/custom-data/metafields/list-of-data-types#rich-text-formatting
 */
export function renderRichText(node: RichText, document: Document): Node {
  const { type, children = [], value = '', bold, italic, level, listType, url = '', target } = node
  if (type === 'text') {
    let text: Node = document.createTextNode(value)
    for (const tag of [bold && 'strong', italic && 'em']) {
      if (!tag) continue
      const element = document.createElement(tag)
      element.append(text)
      text = element
    }
    return text
  }
  const list = listType === 'ordered' ? 'ol' : 'ul'
  const heading = `h${Math.min(Math.max(Number(level) || 2, 1), 6)}`
  const tag = type === 'list' ? list : type === 'heading' ? heading : (TAGS[type] ?? 'div')
  const element = document.createElement(tag)
  if (tag === 'a' && /^(https?:|mailto:|tel:|\/|#)/i.test(url)) {
    element.setAttribute('href', url)
    if (target === '_blank') element.setAttribute('target', target)
    element.setAttribute('rel', 'noopener')
  }
  element.append(...children.map((child) => renderRichText(child, document)))
  return element
}
