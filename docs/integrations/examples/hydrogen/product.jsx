import { useState } from 'react'
import { Form, Link, redirect, useLoaderData } from 'react-router'
import { makeCartCookie, queryStorefront, readCartId, readPublicEnv } from './storefront.js'
import { TokenGate, useGates } from './TokenGate.jsx'

const PRODUCT = `query Product($handle: String!) {
  product(handle: $handle) {
    id
    title
    descriptionHtml
    featuredImage { url altText }
    variants(first: 100) { nodes { id title price { amount currencyCode } } }
  }
}`
const CREATE = `mutation Create($lines: [CartLineInput!]!) {
  cartCreate(input: { lines: $lines }) { cart { id } userErrors { message } }
}`
const ADD = `mutation Add($id: ID!, $lines: [CartLineInput!]!) {
  cartLinesAdd(cartId: $id, lines: $lines) { cart { id } userErrors { message } }
}`

export async function loader({ params }) {
  const { product } = await queryStorefront(PRODUCT, { handle: params.handle })
  if (!product) throw new Response('There is no such product.', { status: 404 })
  return { env: readPublicEnv(), product }
}

/** Add to the cart. The line takes its proof along, so the cart shows the holders' price at once. */
export async function action({ request }) {
  const form = await request.formData()
  const proof = form.get('proof')
  const line = {
    merchandiseId: form.get('variant'),
    quantity: 1,
    attributes: proof ? [{ key: '_palisade', value: proof }] : [],
  }
  const id = readCartId(request.headers.get('cookie'))
  const added = id && (await queryStorefront(ADD, { id, lines: [line] })).cartLinesAdd
  // A cart that has ended is replaced.
  const { cart } = added?.cart ? added : (await queryStorefront(CREATE, { lines: [line] })).cartCreate
  return redirect('/cart', { headers: { 'set-cookie': makeCartCookie(cart.id) } })
}

export default function Product() {
  const { env, product } = useLoaderData()
  const variants = product.variants.nodes
  const [chosen, setChosen] = useState(variants[0].id)
  const { gates, state } = useGates(env, [{ productId: product.id, variantId: chosen }])
  const { price } = variants.find(({ id }) => id === chosen)
  const proof = state.lineProofs.find(({ variantId }) => chosen.endsWith(`/${variantId}`))?.proof
  return (
    <main>
      <Link to="/cart">Cart</Link>
      <h1>{product.title}</h1>
      {product.featuredImage && <img src={product.featuredImage.url} alt={product.featuredImage.altText} />}
      <p>
        {price.amount} {price.currencyCode}
      </p>
      <Form method="post" reloadDocument>
        <label>
          Size{' '}
          <select name="variant" value={chosen} onChange={(event) => setChosen(event.target.value)}>
            {variants.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <input type="hidden" name="proof" value={proof ?? ''} />
        <button type="submit">Add to cart</button>
      </Form>
      <TokenGate gates={gates} state={state} />
    </main>
  )
}
