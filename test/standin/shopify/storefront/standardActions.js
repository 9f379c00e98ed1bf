/*
 * Shopify's standard storefront actions and events, as far as a theme and a block can tell. Shopify's own script writes
 * by the Storefront API; this one by the cart's endpoints. A theme's first `configure` counts.
 * https://shopify.dev/docs/api/storefront-events-and-actions
 */
class CartEvent extends Event {
  constructor(type, fields) {
    super(type, { bubbles: true, composed: true })
    Object.assign(this, fields)
  }
}

const send = async (path, body) => {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`/cart/${path}.js`, { method: 'POST', headers, body: JSON.stringify(body) })
  const read = await answer.json()
  return answer.ok ? {} : { userErrors: [{ message: read.description }] }
}
const readCart = async () => (await fetch('/cart.js')).json()
const toCart = ({ token, item_count, note }) => ({
  id: `gid://shopify/Cart/${token}`,
  totalQuantity: item_count,
  note,
})
const readNumber = (gid) => Number(String(gid).split('/').pop())

/** Write what the payload names, each in the way of its kind. `attributes` replaces the whole set. */
const writeCart = async ({ lines = [], note, attributes }) => {
  let outcome = {}
  const added = lines.filter(({ merchandiseId }) => merchandiseId)
  if (added[0]) {
    const items = added.map(({ merchandiseId, quantity }) => ({ id: readNumber(merchandiseId), quantity }))
    outcome = await send('add', { items })
  }
  if (note !== undefined) outcome = await send('update', { note })
  if (attributes) {
    const gone = Object.keys((await readCart()).attributes).map((key) => [key, ''])
    const given = attributes.map(({ key, value }) => [key, value])
    outcome = await send('update', { attributes: Object.fromEntries([...gone, ...given]) })
  }
  return { cart: toCart(await readCart()), ...outcome }
}

const listEvents = ({ lines, note, attributes }) => [
  ...(lines ? [['shopify:cart:lines-update', { action: 'add', lines }]] : []),
  ...(note === undefined ? [] : [['shopify:cart:note-update', { note }]]),
  ...(attributes ? [['shopify:cart:attributes-update', { attributes }]] : []),
]

const createAction = (byDefault, isConfigurable = true) => {
  let configured
  const action = async (payload = {}, options = {}) => {
    const { handler, eventTarget } = configured ?? {}
    const write = () => byDefault(payload, !configured)
    const promise = handler ? handler(write, payload, options) : write()
    for (const [type, fields] of listEvents(payload)) {
      const target = eventTarget?.({ type, ...fields }) ?? document
      target.dispatchEvent(new CartEvent(type, { context: 'standard-action', ...fields, promise }))
    }
    return promise
  }
  action.isDefault = () => !configured
  action.configure = (given) => {
    if (!isConfigurable) throw new TypeError('This action cannot be configured.')
    if (configured) return false
    configured = given
    return true
  }
  return action
}

window.Shopify ??= {}
window.Shopify.actions = {
  getCart: createAction(async () => ({ cart: toCart(await readCart()) }), false),
  openCart: createAction(async () => {
    location.href = '/cart'
  }),
  // Of a theme that is not known, the default reloads the page.
  updateCart: createAction(async (payload, isAlone) => {
    const outcome = await writeCart(payload)
    if (isAlone) location.reload()
    return outcome
  }),
}
