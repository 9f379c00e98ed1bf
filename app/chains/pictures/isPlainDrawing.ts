/**
 * Whether an SVG holds nothing but shapes, texts, gradients, effects and pictures inside itself. A script, a handler, a
 * foreign object, a link to the outside, an entity or an element that is not on the list makes it another thing.
 *
 * A browser also keeps an SVG in an `img` from running and loading anything. This refuses those before they are sent.
 * @see https://www.w3.org/TR/SVG2/conform.html#secure-static-mode
 */
export function isPlainDrawing(text: string): boolean {
  const body = text.replace(PROLOG, '').replace(/<!--[\s\S]*?-->/g, '')
  if (!/^\s*<svg[\s>]/.test(body) || /<[!?]/.test(body) || ENTITY.test(body)) return false
  const tags = [...body.matchAll(TAG)]
  // Each `<` must begin a tag that is understood whole.
  if (tags.length !== body.split('<').length - 1) return false
  return (
    tags.every(([, , name = '', attributes = '']) => ELEMENTS.has(name) && isPlain(attributes)) &&
    tags.filter(([, slash, name = '']) => slash === '' && REPEATING.has(name)).length <= MOST_REPEATING &&
    [...body.matchAll(/<style[^>]*>([^<]*)/g)].every(([, style = '']) => isInside(style))
  )
}

/** A declaration and a type without definitions of its own say nothing that is drawn. */
const PROLOG = /^\uFEFF?\s*(?:<\?xml[^<>]*\?>)?(?:\s|<!--[\s\S]*?-->)*(?:<!DOCTYPE\s+svg[^<>[\]]*>)?/
const ENTITY = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i
const ATTRIBUTE = /\s+([\w:.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/
const TAG = new RegExp(
  `<(/?)([A-Za-z]+)((?:${ATTRIBUTE.source.replaceAll(/\((?!\?)/g, '(?:')})*)\\s*/?>`,
  'g',
)

const ELEMENTS: ReadonlySet<string> = new Set([
  ...['svg', 'g', 'defs', 'title', 'desc', 'style', 'text', 'tspan', 'textPath', 'image', 'use', 'pattern'],
  ...['path', 'rect', 'circle', 'ellipse', 'line', 'polygon', 'polyline', 'clipPath', 'mask'],
  ...[
    'linearGradient',
    'radialGradient',
    'stop',
    'filter',
    'feFlood',
    'feColorMatrix',
    'feOffset',
    'feBlend',
  ],
  ...['feGaussianBlur', 'feComposite', 'feMerge', 'feMergeNode'],
])
/** What draws another part again: nested, a few lines of these would draw billions. */
const REPEATING: ReadonlySet<string> = new Set(['use', 'pattern', 'mask', 'clipPath'])
const MOST_REPEATING = 16

function isPlain(attributes: string): boolean {
  return [...attributes.matchAll(new RegExp(ATTRIBUTE, 'g'))].every(([, name = '', first, second]) => {
    const value = first ?? second ?? ''
    if (/^on/i.test(name)) return false
    if (/^(?:\w+:)?href$/i.test(name)) return /^(?:#|data:image\/(?:png|jpeg|gif|webp);base64,)/.test(value)
    return /^(?:xmlns(?::|$)|\w+:|id$|class$|data-)/.test(name) || isInside(value)
  })
}

/** Whether a value or a style names nothing outside. A backslash could spell anything. */
function isInside(text: string): boolean {
  return !/\\|@import|javascript:|https?:|&#|url\(\s*(?!["']?#)/i.test(text)
}
