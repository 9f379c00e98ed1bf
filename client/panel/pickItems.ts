import { createButton, createFoot, openDialog } from './dialogs.ts'

type PickerOptions = {
  readonly type: 'product' | 'variant' | 'collection'
  readonly multiple?: boolean | number
  readonly selectionIds?: readonly { readonly id: string }[]
}
/** What the server answers of a product, a variant or a category. */
type Item = {
  readonly id: number
  readonly title: string
  readonly imageUrl: string | null
  /** Of a variant alone. */
  readonly productId?: number
  /** Of a category alone. */
  readonly productsCount?: number
}
const TYPES = { product: 'Product', variant: 'ProductVariant', collection: 'Collection' } as const
const NOUNS = { product: 'products', variant: 'variants', collection: 'categories' } as const
const WAIT_MS = 250

/** Let the merchant choose products, variants or categories of the store. Undefined if the dialog is closed. */
export function pickItems(options: PickerOptions): Promise<object[] | undefined> {
  const noun = NOUNS[options.type]
  const most = options.multiple === true ? Number.POSITIVE_INFINITY : Number(options.multiple || 1)
  const chosen = new Set((options.selectionIds ?? []).map(({ id }) => Number(id.split('/').at(-1))))
  const known = new Map<number, Item>()
  return new Promise((resolve, reject) => {
    const dialog = openDialog(`Select ${noun}`, () => resolve(undefined))
    const search = document.createElement('input')
    search.type = 'search'
    search.placeholder = `Search ${noun}`
    search.setAttribute('aria-label', `Search ${noun}`)
    const list = document.createElement('ul')
    const select = createButton('Select', () => {
      resolve([...chosen].flatMap((id) => toResource(options.type, known.get(id)) ?? []))
      dialog.close()
    })
    dialog.append(
      search,
      list,
      createFoot(
        createButton('Cancel', () => dialog.close()),
        select,
      ),
    )
    const load = async () => {
      const asked = search.value
      const ids = asked === '' ? [...chosen].join(',') : ''
      const query = new URLSearchParams({ kind: options.type, query: asked, ids })
      const response = await fetch(`/app/store/items?${query}`)
      const { items = [] } = (await response.json()) as { items?: readonly Item[] }
      if (asked !== search.value) return
      for (const item of items) known.set(item.id, item)
      list.replaceChildren(...items.map((item) => renderItem(item, { chosen, most })))
      if (items.length === 0) list.textContent = `There are no ${noun} like this.`
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    search.addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(() => void load(), WAIT_MS)
    })
    load().catch((error: unknown) => {
      reject(error)
      dialog.close()
    })
  })
}

function renderItem(
  { id, title, imageUrl }: Item,
  { chosen, most }: { chosen: Set<number>; most: number },
): HTMLElement {
  const row = document.createElement('li')
  const label = document.createElement('label')
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.checked = chosen.has(id)
  box.addEventListener('change', () => {
    if (!box.checked) chosen.delete(id)
    else if (chosen.size < most) chosen.add(id)
    else box.checked = false
  })
  label.append(box)
  if (imageUrl) {
    const picture = document.createElement('img')
    picture.src = imageUrl
    picture.alt = ''
    label.append(picture)
  }
  label.append(title)
  row.append(label)
  return row
}

/** A resource as App Bridge's picker answers it, as far as the app's pages read it. */
function toResource(type: PickerOptions['type'], item: Item | undefined): object | null {
  if (!item) return null
  const { id, title, imageUrl, productId, productsCount } = item
  const gid = `gid://shopify/${TYPES[type]}/${id}`
  const image = imageUrl === null ? null : { originalSrc: imageUrl }
  if (type === 'collection') return { id: gid, title, image, productsCount }
  if (type === 'product') return { id: gid, title, images: image ? [image] : [] }
  return { id: gid, displayName: title, image, product: { id: `gid://shopify/Product/${productId}` } }
}
