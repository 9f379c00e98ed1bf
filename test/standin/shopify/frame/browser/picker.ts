import { openDialog } from './dialog.ts'
import { el, icon } from './el.ts'
import type { PickerOptions } from './messages.ts'

type Variant = { id: string; title: string; price: string }
type Product = {
  id: string
  title: string
  status: string
  images: { originalSrc: string }[]
  variants: Variant[]
}
type Collection = {
  id: string
  title: string
  productsCount: number
  image: { originalSrc: string } | null
}
type Row = { id: string; title: string; note: string; image: string | null; value: unknown }

export type PickResourceParameters = { api: string; options: PickerOptions; currencyCode: string }

/** Opens the resource picker; resolves with the chosen resources in the order chosen, or null when cancelled. */
export function pickResource(parameters: PickResourceParameters): Promise<unknown[] | null> {
  const { api, options, currencyCode } = parameters
  const money = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode })
  const noun = options.type
  const verb = options.action === 'select' ? 'Select' : 'Add'
  const most = options.multiple === true ? Number.POSITIVE_INFINITY : Number(options.multiple || 1)
  const chosen = new Set((options.selectionIds ?? []).map((each) => each.id))
  const hadSome = chosen.size > 0
  const known = new Map<string, Row>()
  let drawn: string | null = null

  return new Promise((resolve) => {
    const dialog = openDialog({
      title: `${verb} ${noun}s`,
      className: 'picker',
      onClose: () => resolve(null),
    })
    const search = el('input', {
      type: 'search',
      placeholder: `Search ${noun}s`,
      'aria-label': `Search ${noun}s`,
      autocomplete: 'off',
    })
    search.value = options.query ?? ''
    const list = el('ul', { class: 'rows', 'aria-label': `${noun}s` })
    const count = el('span', { class: 'count', role: 'status' })
    const submit = el('button', { class: 'primary', onclick: () => finish() }, verb)
    const field = el('label', { class: 'search' }, icon('search'), search)
    dialog.append(
      field,
      list,
      el(
        'footer',
        {},
        count,
        el('button', { class: 'plain', onclick: () => dialog.close() }, 'Cancel'),
        submit,
      ),
    )

    function finish(): void {
      const values = [...chosen].flatMap((id) => known.get(id)?.value ?? [])
      resolve(values)
      dialog.close()
    }

    function showCount(): void {
      const limit = Number.isFinite(most) && most > 1 ? `/${most}` : ''
      count.textContent = `${chosen.size}${limit} ${noun}${chosen.size === 1 ? '' : 's'} selected`
      submit.disabled = chosen.size === 0 && !hadSome
      for (const box of list.querySelectorAll<HTMLInputElement>('input'))
        box.disabled = most > 1 && !box.checked && chosen.size >= most
    }

    function choose(row: Row, on: boolean): void {
      if (on && most === 1) {
        chosen.clear()
        for (const box of list.querySelectorAll<HTMLInputElement>('input'))
          if (box.value !== row.id) box.checked = false
      }
      if (on) chosen.add(row.id)
      else chosen.delete(row.id)
      showCount()
    }

    async function loadRows(query: URLSearchParams): Promise<Row[]> {
      const response = await fetch(`${api}/${noun === 'collection' ? 'collections' : 'products'}?${query}`)
      const found = await response.json()
      if (noun === 'collection') return (found as Collection[]).map(toCollectionRow)
      return (found as Product[]).flatMap((each) =>
        toRows(each, noun, (price) => money.format(Number(price))),
      )
    }

    async function load(): Promise<void> {
      const wanted = search.value
      const query = new URLSearchParams({ query: wanted, filter: options.filter?.query ?? '' })
      const rows = await loadRows(query)
      for (const row of rows) known.set(row.id, row)
      if (wanted !== search.value) return
      // What is drawn already stays, because the focus may be in it.
      const ids = rows.map((row) => row.id).join()
      if (ids === drawn && ids !== '') return
      drawn = ids
      list.replaceChildren(...rows.map((row) => drawRow(row, chosen.has(row.id), (on) => choose(row, on))))
      if (rows.length === 0)
        list.append(
          el(
            'li',
            { class: 'none' },
            el('strong', {}, `No ${noun}s found`),
            wanted === '' ? '' : `There is nothing that matches “${wanted}”.`,
          ),
        )
      showCount()
    }

    search.addEventListener('input', () => void load())
    dialog.addEventListener('keydown', (event) => {
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(list, search, event)
      if (event.key !== 'Enter' || event.target instanceof HTMLButtonElement) return
      event.preventDefault()
      if (!submit.disabled) finish()
    })
    search.focus()
    // The first load has no filter, so that the answer includes a preselected product that the search would hide.
    const first = search.value
    search.value = ''
    void load().then(() => {
      // What was typed meanwhile stays.
      if (first === '' || search.value !== '') return
      search.value = first
      void load()
    })
  })
}

function toRows(product: Product, noun: 'product' | 'variant', money: (price: string) => string): Row[] {
  const image = product.images[0]?.originalSrc ?? null
  if (noun === 'variant')
    return product.variants.map((variant) => ({
      id: variant.id,
      title: `${product.title} – ${variant.title}`,
      note: money(variant.price),
      image,
      value: variant,
    }))
  const amount = product.variants.length
  const note = amount === 1 ? money(product.variants[0]?.price ?? '0') : `${amount} variants`
  return [{ id: product.id, title: product.title, note, image, value: product }]
}

function toCollectionRow(collection: Collection): Row {
  const { id, title, productsCount, image } = collection
  const note = `${productsCount} ${productsCount === 1 ? 'product' : 'products'}`
  return { id, title, note, image: image?.originalSrc ?? null, value: collection }
}

function drawRow(row: Row, checked: boolean, onChange: (on: boolean) => void): HTMLElement {
  const box = el('input', { type: 'checkbox', value: row.id })
  box.checked = checked
  box.addEventListener('change', () => onChange(box.checked))
  const picture = el('span', { class: 'picture' })
  picture.append(row.image ? el('img', { src: row.image, alt: '', loading: 'lazy' }) : icon('image'))
  const label = el(
    'label',
    {},
    box,
    picture,
    el('span', { class: 'title' }, row.title),
    el('span', { class: 'note' }, row.note),
  )
  return el('li', {}, label)
}

function moveFocus(list: HTMLElement, search: HTMLElement, event: KeyboardEvent): void {
  const stops = [search, ...list.querySelectorAll<HTMLElement>('input:not(:disabled)')]
  const at = stops.indexOf(document.activeElement as HTMLElement)
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (!next) return
  event.preventDefault()
  next.focus()
}
