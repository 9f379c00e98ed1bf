import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import styles from './landing.css?url'

export type CreateStaticPageParameters = {
  readonly title: string
  readonly status: number
  readonly page: ReactNode
}

/** Make the response of a page that is the same for everybody. The HTML is rendered once and contains no script. */
export function createStaticPage({ title, status, page }: CreateStaticPageParameters): () => Response {
  const html = renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>{title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href={styles} />
      </head>
      <body>{page}</body>
    </html>,
  )
  const bytes = new TextEncoder().encode(`<!doctype html>${html}`)
  return () =>
    new Response(bytes, {
      status,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'content-security-policy':
          "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      },
    })
}
