/** Install the app in the store at BigCommerce, as its owner does; returns the owner's session. */
export async function installStore(storefront: string): Promise<string> {
  const asked = await fetch(`${storefront}/standin/install`, { method: 'POST' })
  return openStoreSession(((await asked.json()) as { url: string }).url)
}

/**
 * Open the app by an address that the control panel opens, and exchange the code of its answer; returns the session.
 * @throws {Error} with the app's answer, if it opened nothing
 */
export async function openStoreSession(url: string): Promise<string> {
  const answer = await fetch(url, { redirect: 'manual' })
  const { searchParams } = new URL(answer.headers.get('location') ?? '/', url)
  const asked = { code: searchParams.get('code'), store: searchParams.get('store') }
  if (!asked.code)
    throw new Error(`The app did not open at BigCommerce: ${answer.status} ${await answer.text()}`)
  const opened = await fetch(new URL('/bigcommerce/session', url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  })
  return ((await opened.json()) as { session: string }).session
}
