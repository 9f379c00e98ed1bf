import { useEffect } from 'react'
import { useLoaderData, useRevalidator } from 'react-router'
import { queryStorefront, readCartId, readPublicEnv } from './storefront.js'
import { TokenGate, useGates } from './TokenGate.jsx'

const CART = `query Cart($id: ID!) {
  cart(id: $id) {
    checkoutUrl
    cost { totalAmount { amount currencyCode } }
    lines(first: 100) {
      nodes {
        id
        quantity
        cost { totalAmount { amount currencyCode } }
        merchandise { ... on ProductVariant { id title product { id title handle } } }
      }
    }
  }
}`

export async function loader({ request }) {
  const id = readCartId(request.headers.get('cookie'))
  const cart = id && (await queryStorefront(CART, { id })).cart
  return { env: readPublicEnv(), cart: cart || null }
}

export default function Cart() {
  const { env, cart } = useLoaderData()
  const lines = cart?.lines.nodes ?? []
  const { gates, state } = useGates(
    env,
    lines.map(({ merchandise }) => ({ productId: merchandise.product.id, variantId: merchandise.id })),
  )
  const { revalidate } = useRevalidator()
  const isIdle = state.step === 'idle'
  // The prices are Shopify's, so they are read again once the cart may have other proofs.
  useEffect(() => {
    if (isIdle) revalidate()
  }, [isIdle, revalidate])
  if (!lines[0]) return <main>Your cart is empty.</main>
  return (
    <main>
      <h1>Your cart</h1>
      <ul>
        {lines.map(({ id, quantity, cost, merchandise }) => (
          <li key={id}>
            {quantity} × {merchandise.product.title}, {merchandise.title}: {cost.totalAmount.amount}{' '}
            {cost.totalAmount.currencyCode}
          </li>
        ))}
      </ul>
      <p>
        Total: {cart.cost.totalAmount.amount} {cart.cost.totalAmount.currencyCode}
      </p>
      <a href={cart.checkoutUrl}>Check out</a>
      <TokenGate gates={gates} state={state} />
    </main>
  )
}
