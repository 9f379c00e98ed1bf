import type { Context, Emitter, Liquid, TagToken, Template, TopLevelToken } from 'liquidjs'
import { Hash, Tag, Value } from 'liquidjs'
import { escapeHtml } from './escapeHtml.ts'

/** Register the Shopify tags that our theme and blocks use. */
export function registerTags(engine: Liquid): void {
  for (const name of ['schema', 'stylesheet', 'javascript', 'doc']) engine.registerTag(name, SilentTag)
  engine.registerTag('style', StyleTag)
  engine.registerTag('form', FormTag)
  engine.registerTag('section', SectionTag)
  engine.registerTag('paginate', PaginateTag)
}

/** Renders nothing: the content is for Shopify, not for the page. */
class SilentTag extends Tag {
  constructor(token: TagToken, remainTokens: TopLevelToken[], liquid: Liquid) {
    super(token, remainTokens, liquid)
    readUntil(remainTokens, `end${token.name}`)
  }
  *render(): Generator<unknown, void, unknown> {}
}

class StyleTag extends Tag {
  private readonly templates: Template[]
  constructor(token: TagToken, remainTokens: TopLevelToken[], liquid: Liquid) {
    super(token, remainTokens, liquid)
    this.templates = liquid.parser.parseTokens(readUntil(remainTokens, 'endstyle'))
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    emitter.write('<style data-shopify>')
    yield this.liquid.renderer.renderTemplates(this.templates, context, emitter)
    emitter.write('</style>')
  }
}

/** `{% form 'product', product, id: 'x' %}`: the form element with the hidden inputs Shopify adds. */
class FormTag extends Tag {
  private readonly kind: Value
  private readonly subject: Value | null
  private readonly hash: Hash
  private readonly templates: Template[]

  constructor(token: TagToken, remainTokens: TopLevelToken[], liquid: Liquid) {
    super(token, remainTokens, liquid)
    const [kind, subject] = token.args.split(',').map((part) => part.trim())
    this.kind = new Value(kind ?? "''", liquid)
    this.subject = subject && !/^[\w-]+\s*:/.test(subject) ? new Value(subject, liquid) : null
    const firstName = token.args.search(/[\w-]+\s*:/)
    this.hash = new Hash(firstName < 0 ? '' : token.args.slice(firstName))
    this.templates = liquid.parser.parseTokens(readUntil(remainTokens, 'endform'))
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const kind = String(yield this.kind.value(context))
    const subject = this.subject ? yield this.subject.value(context) : null
    const given = (yield this.hash.render(context)) as Record<string, unknown>
    const action = formActions[kind]
    if (!action) throw new Error(`The stand-in does not support the form type "${kind}".`)
    const attributes = {
      method: 'post',
      action,
      'accept-charset': 'UTF-8',
      ...(kind === 'product' ? { enctype: 'multipart/form-data' } : {}),
      ...given,
    }
    const written = Object.entries(attributes).map(
      ([name, value]) => ` ${name}="${escapeHtml(String(value))}"`,
    )
    emitter.write(`<form${written.join('')}>`)
    emitter.write(
      `<input type="hidden" name="form_type" value="${kind}"><input type="hidden" name="utf8" value="✓">`,
    )
    yield this.liquid.renderer.renderTemplates(this.templates, context, emitter)
    if (kind === 'product' && subject && typeof subject === 'object' && 'id' in subject) {
      emitter.write(`<input type="hidden" name="product-id" value="${String(subject.id)}">`)
    }
    emitter.write('</form>')
  }
}

const formActions: Readonly<Record<string, string>> = {
  product: '/cart/add',
  cart: '/cart',
  localization: '/localization',
  customer_login: '/account/login',
}

/** `{% section 'header' %}`: `sections/header.liquid` in the wrapper Shopify gives it. */
class SectionTag extends Tag {
  private readonly file: Value
  constructor(token: TagToken, remainTokens: TopLevelToken[], liquid: Liquid) {
    super(token, remainTokens, liquid)
    this.file = new Value(token.args.trim(), liquid)
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const name = String(yield this.file.value(context))
    const templates = (yield this.liquid._parsePartialFile(`sections/${name}`, true)) as Template[]
    emitter.write(`<div id="shopify-section-${escapeHtml(name)}" class="shopify-section">`)
    yield this.liquid.renderer.renderTemplates(
      templates,
      context.spawn({ section: { id: name, settings: {}, blocks: [] } }),
      emitter,
    )
    emitter.write('</div>')
  }
}

/**
 * `{% paginate collection.products by 24 %}`: inside it, the array has the items of the page that `?page=` names.
 * See https://shopify.dev/docs/api/liquid/tags/paginate
 */
class PaginateTag extends Tag {
  private readonly path: readonly string[]
  private readonly size: Value
  private readonly templates: Template[]
  constructor(token: TagToken, remainTokens: TopLevelToken[], liquid: Liquid) {
    super(token, remainTokens, liquid)
    const [path = '', size = ''] = token.args.split(' by ')
    this.path = path.trim().split('.')
    this.size = new Value(size.trim(), liquid)
    this.templates = liquid.parser.parseTokens(readUntil(remainTokens, 'endpaginate'))
  }
  *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const [owner = '', name = ''] = this.path
    const size = Number(yield this.size.value(context))
    if (!(size >= 1 && size <= 250)) throw new Error('A page has 1 to 250 items.')
    const found = (context.getSync([owner]) ?? {}) as Record<string, unknown>
    const items = (found[name] ?? []) as readonly unknown[]
    const page = Number(context.getSync(['current_page']) ?? 1)
    const offset = (page - 1) * size
    context.push({
      [owner]: { ...found, [name]: items.slice(offset, offset + size) },
      paginate: { current_page: page, current_offset: offset, items: items.length, page_size: size },
    })
    yield this.liquid.renderer.renderTemplates(this.templates, context, emitter)
    context.pop()
  }
}

function readUntil(tokens: TopLevelToken[], end: string): TopLevelToken[] {
  const body: TopLevelToken[] = []
  for (let token = tokens.shift(); token; token = tokens.shift()) {
    if ('name' in token && token.name === end) return body
    body.push(token)
  }
  throw new Error(`The tag {% ${end} %} is missing.`)
}
