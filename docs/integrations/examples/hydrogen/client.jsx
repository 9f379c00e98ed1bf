import { hydrateRoot } from 'react-dom/client'
import { createBrowserRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { routes } from './routes.jsx'

/** In a page a route asks the server for its data, as React Router's own framework does. */
const pages = routes.map(({ id, path, Component }) => ({
  ...{ id, path, Component },
  loader: async ({ request }) => (await fetch(`${new URL(request.url).pathname}.data`)).json(),
}))

hydrateRoot(document.getElementById('root'), <RouterProvider router={createBrowserRouter(pages)} />)
