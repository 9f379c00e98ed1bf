import Cart, { loader as cartLoader } from './cart.jsx'
import Product, { action, loader as productLoader } from './product.jsx'

/** In Hydrogen these are the files `app/routes/products.$handle.jsx` and `app/routes/cart.jsx`. */
export const routes = [
  { id: 'product', path: '/products/:handle', loader: productLoader, action, Component: Product },
  { id: 'cart', path: '/cart', loader: cartLoader, Component: Cart },
]
