import type { Liquid } from 'liquidjs'
import { encodeJson } from './encodeJson.ts'
import { escapeHtml } from './escapeHtml.ts'
import { formatMoney, type MoneyFormats } from './formatMoney.ts'
import { type Translations, translate } from './translate.ts'

export type RegisterFiltersParameters = {
  readonly engine: Liquid
  readonly locale: string
  readonly translations: Translations
  readonly assetUrl: (name: string) => string
}

/** The scope variable with the page's money formats; themes cannot name it. */
export const moneyFormatsKey = ' money formats'

/** Register the Shopify filters that our theme and blocks use. */
export function registerFilters(parameters: RegisterFiltersParameters): void {
  const { engine, locale, translations, assetUrl } = parameters

  engine.registerFilter('t', (key: unknown, ...args: unknown[]) =>
    translate({ translations, locale, key: String(key), values: named(args) }),
  )
  engine.registerFilter('json', encodeJson)
  engine.registerFilter('asset_url', (name: unknown) => assetUrl(String(name)))

  engine.registerFilter('money', function (cents: unknown) {
    return formatMoney({ cents: Number(cents ?? 0), format: formatsOf(this.context.globals).money })
  })
  engine.registerFilter('money_with_currency', function (cents: unknown) {
    return formatMoney({
      cents: Number(cents ?? 0),
      format: formatsOf(this.context.globals).moneyWithCurrency,
    })
  })
  engine.registerFilter('money_without_currency', function (cents: unknown) {
    const placeholder = /\{\{.*?\}\}/.exec(formatsOf(this.context.globals).money)?.[0] ?? '{{amount}}'
    return formatMoney({ cents: Number(cents ?? 0), format: placeholder })
  })
  engine.registerFilter('money_without_trailing_zeros', function (cents: unknown) {
    const text = formatMoney({ cents: Number(cents ?? 0), format: formatsOf(this.context.globals).money })
    return text.replace(/[.,]00(?!\d)/, '')
  })

  engine.registerFilter('image_url', (image: unknown) => imageSource(image))
  engine.registerFilter('image_tag', (source: unknown, ...args: unknown[]) => {
    const attributes = { src: imageSource(source), loading: 'lazy', ...named(args) }
    return `<img${writeAttributes(attributes)}>`
  })
  engine.registerFilter('stylesheet_tag', (url: unknown) => {
    return `<link href="${escapeHtml(String(url))}" rel="stylesheet" type="text/css" media="all">`
  })
  engine.registerFilter('script_tag', (url: unknown) => `<script src="${escapeHtml(String(url))}"></script>`)

  // Shopify counts brightness from 0 to 255: https://www.w3.org/WAI/ER/WD-AERT/#color-contrast
  engine.registerFilter('color_brightness', (color: unknown) => {
    const [red = 0, green = 0, blue = 0] = (/[\da-f]{6}/i.exec(String(color))?.[0].match(/../g) ?? []).map(
      (part) => Number.parseInt(part, 16),
    )
    return (red * 299 + green * 587 + blue * 114) / 1000
  })

  for (const name of ['handleize', 'handle']) {
    engine.registerFilter(name, (text: unknown) =>
      String(text ?? '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-|-$/g, ''),
    )
  }
  engine.registerFilter('pluralize', (count: unknown, one: unknown, other: unknown) =>
    Number(count) === 1 ? one : other,
  )
  engine.registerFilter('link_to', (text: unknown, url: unknown) => {
    return `<a href="${escapeHtml(String(url))}">${String(text)}</a>`
  })
}

function named(args: readonly unknown[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const argument of args) {
    if (Array.isArray(argument) && typeof argument[0] === 'string') values[argument[0]] = argument[1]
  }
  return values
}

function formatsOf(globals: object): MoneyFormats {
  const formats = (globals as Record<string, MoneyFormats | undefined>)[moneyFormatsKey]
  if (!formats) throw new Error('Render with a context from buildContext.')
  return formats
}

function imageSource(image: unknown): string {
  if (typeof image === 'string') return image
  if (image && typeof image === 'object' && 'src' in image) return String(image.src)
  return ''
}

function writeAttributes(attributes: Readonly<Record<string, unknown>>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined && value !== false)
    .map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`)
    .join('')
}
