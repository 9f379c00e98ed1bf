const STYLE = `
  :host { all: initial }
  dialog { font: 15px/1.45 system-ui, sans-serif; color: #17181c; background: #fff; width: min(380px, calc(100vw - 32px));
    border: 0; border-radius: 16px; padding: 0; margin: 24px 24px auto auto; box-shadow: 0 24px 64px rgb(0 0 0 / .32) }
  dialog::backdrop { background: rgb(15 18 28 / .35) }
  header { display: flex; gap: 12px; align-items: center; padding: 18px 20px 12px }
  img { width: 36px; height: 36px } strong { display: block } small { color: #62656e; font-size: 13px }
  h2 { font-size: 17px; margin: 4px 20px 8px }
  pre { font: 12px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; background: #f3f4f7;
    margin: 0 20px; padding: 12px; border-radius: 10px; max-height: 240px; overflow: auto }
  footer { display: flex; gap: 10px; padding: 16px 20px 20px }
  button { flex: 1; font: inherit; font-weight: 600; padding: 11px; border-radius: 10px; border: 1px solid #cfd2da;
    background: #fff; color: inherit; cursor: pointer }
  button.sign { background: #1f3fe0; border-color: #1f3fe0; color: #fff }
  button:focus-visible { outline: 3px solid #94a6ff; outline-offset: 2px }
  @media (prefers-color-scheme: dark) {
    dialog { background: #1d1f26; color: #f1f2f5 } pre { background: #2a2d36 } small { color: #a6aab5 }
    button { background: #2a2d36; border-color: #42454f } button.sign { background: #4a66ff; border-color: #4a66ff }
  }`

/**
 * Show a wallet's window with the text to sign. Rejects with code 4001 when the user declines, as EIP-1193 requires.
 */
export function askToSign({
  wallet,
  icon,
  address,
  text,
}: {
  wallet: string
  icon: string
  address: string
  text: string
}): Promise<void> {
  const host = document.createElement('palisade-demo-wallet')
  const root = host.attachShadow({ mode: 'open' })
  root.innerHTML = `<style>${STYLE}</style><dialog aria-label="Signature request"><header><img alt=""><span><strong></strong>
    <small></small></span></header><h2>Signature request</h2><pre tabindex="0"></pre><footer><button value="reject">Reject</button>
    <button class="sign" value="sign" autofocus>Sign</button></footer></dialog>`
  const find = <T extends Element>(selector: string): T => root.querySelector(selector) as T
  find<HTMLImageElement>('img').src = icon
  find('strong').textContent = wallet
  find('small').textContent = `${address.slice(0, 6)}…${address.slice(-4)} · made for this demo`
  find('pre').textContent = text
  const dialog = find<HTMLDialogElement>('dialog')
  document.body.append(host)
  dialog.showModal()
  return new Promise((resolve, reject) => {
    for (const button of root.querySelectorAll('button')) {
      button.addEventListener('click', () => dialog.close(button.value))
    }
    dialog.addEventListener('close', () => {
      host.remove()
      if (dialog.returnValue === 'sign') resolve()
      else reject(Object.assign(new Error('User rejected the request.'), { code: 4001 }))
    })
  })
}
