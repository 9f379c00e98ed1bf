import type { HttpBindings } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { composeInstallUrl } from '../oauth/answerToken.ts'
import { removeUser, uninstallApp } from '../oauth/sendCallback.ts'
import { signPayload } from '../oauth/signJwt.ts'
import type { StandinStore, StandinUser } from '../state.ts'

/** The control panel around the app: its consent page, its frame, and the users who may open it. */
export function routePanel(app: Hono<{ Bindings: HttpBindings }>, store: StandinStore): void {
  const { id } = store.app
  app.get('/manage', (c) =>
    c.redirect(store.installation ? `/manage/app/${id}` : `/manage/marketplace/apps/${id}`),
  )
  app.get(`/manage/marketplace/apps/${id}`, (c) => c.html(renderConsent(store)))
  app.post('/manage/install', async (c) => {
    const user = await readUser(c, store)
    return c.html(renderFrame(store, composeInstallUrl(store, user)))
  })
  app.get(`/manage/app/${id}`, (c) => {
    if (!store.installation) return c.redirect(`/manage/marketplace/apps/${id}`)
    const user = store.users.get(Number(c.req.query('user'))) ?? store.owner
    const query = new URLSearchParams({
      signed_payload_jwt: signPayload({ store, user, url: c.req.query('url') ?? '/' }),
    })
    return c.html(renderFrame(store, `${store.app.origin}${store.app.callbacks.load}?${query}`))
  })
  app.get('/manage/orders', (c) => c.html(renderOrders(store)))
  app.post('/manage/uninstall', async (c) => {
    await uninstallApp(store)
    return c.redirect('/manage', 303)
  })
  app.post('/manage/users/remove', async (c) => {
    const user = await readUser(c, store)
    if (user !== store.owner) await removeUser(store, user)
    return c.redirect('/manage', 303)
  })
}

async function readUser(c: Context, store: StandinStore): Promise<StandinUser> {
  const form = await c.req.formData()
  return store.users.get(Number(form.get('user'))) ?? store.owner
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;margin:0;display:flex;min-height:100vh;color:#1d2430}nav{width:14rem;background:#1c2330;color:#fff;padding:1.25rem}
nav a{color:#cdd3dd;display:block;padding:.4rem 0;text-decoration:none}nav strong{display:block;margin-bottom:1rem}main{flex:1;display:flex;flex-direction:column}iframe{flex:1;border:0;width:100%}
section{padding:2rem}h1{font-size:1.5rem;margin:0 0 1rem}button{font:inherit;padding:.6rem 1.25rem;border:0;border-radius:.25rem;background:#3c64f4;color:#fff}@media(max-width:40rem){body{flex-direction:column}nav{width:auto;padding:.5rem 1.25rem;display:flex;gap:1rem}nav strong{margin:0;padding:.4rem 0}iframe{min-height:80vh}}table{border-collapse:collapse}td,th{padding:.4rem .8rem;text-align:left}`

function renderPanel(store: StandinStore, body: ReturnType<typeof html>) {
  const { id, name } = store.app
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${store.name} – control panel</title>
<style>${STYLE}</style></head><body><nav><strong>${store.name}</strong>
<a href="/manage/orders">Orders</a><a href="/manage/app/${id}">${name}</a><a href="/">View storefront</a></nav><main>${body}</main></body></html>`
}

function renderFrame(store: StandinStore, src: string) {
  return renderPanel(store, html`<iframe id="bc-app" title="${store.app.name}" src="${src}"></iframe>`)
}

function renderConsent(store: StandinStore) {
  const scopes = store.app.scopes.map((scope) => html`<li><code>${scope}</code></li>`)
  const body = html`<section><h1>${store.app.name}</h1><p>The app asks for:</p><ul>${scopes}</ul>
<form method="post" action="/manage/install"><button id="install">Confirm</button></form></section>`
  return renderPanel(store, body)
}

function renderOrders(store: StandinStore) {
  const rows = [...store.orders.values()].map(
    ({ id, statusId, total }) =>
      html`<tr><td>${id}</td><td>${statusId}</td><td>$${(total / 100).toFixed(2)}</td></tr>`,
  )
  return renderPanel(store, html`<section><h1>Orders</h1><table>${rows}</table></section>`)
}
