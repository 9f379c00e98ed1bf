import { Modal, NavMenu, SaveBar, TitleBar, useAppBridge } from '@shopify/app-bridge-react'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

type Picked = { id: string; title: string; handle: string; images: unknown[]; variants: unknown[] }

/** A page with every App Bridge component that the app uses, written with Shopify's own React wrappers. */
function App() {
  const shopify = useAppBridge()
  const [path, setPath] = useState(location.pathname)
  const [name, setName] = useState('Ape Club night')
  const [saved, setSaved] = useState('Ape Club night')
  const [picked, setPicked] = useState<Picked[] | null | undefined>(null)
  const [whoami, setWhoami] = useState('')
  const [open, setOpen] = useState(false)

  useEffect(() => {
    const navigate = (event: Event) => {
      const href = (event.target as Element).getAttribute('href') ?? '/'
      history.pushState(null, '', href)
      setPath(href)
    }
    addEventListener('shopify:navigate', navigate)
    return () => removeEventListener('shopify:navigate', navigate)
  }, [])

  return (
    <div style={{ font: '14px/1.5 system-ui', padding: 24, maxWidth: 720, margin: '0 auto' }}>
      <NavMenu>
        <a href="/app" rel="home">
          Home
        </a>
        <a href="/app/gates">Gates</a>
        <a href="/app/settings">Settings</a>
      </NavMenu>
      <TitleBar title="Test page">
        <button type="button" onClick={() => setOpen(true)}>
          More
        </button>
      </TitleBar>
      <SaveBar id="bar" open={name !== saved} discardConfirmation>
        {/* App Bridge recognizes the bar's save button by its `variant` attribute. */}
        <button
          type="button"
          {...{ variant: 'primary' }}
          onClick={() => {
            setSaved(name)
            shopify.toast.show('Gate saved')
          }}
        />
        <button type="button" onClick={() => setName(saved)} />
      </SaveBar>
      <Modal id="modal" open={open} onHide={() => setOpen(false)}>
        <p style={{ padding: 16 }}>Inside the modal</p>
        <TitleBar title="More about it">
          <button type="button" onClick={() => setOpen(false)}>
            Done
          </button>
        </TitleBar>
      </Modal>
      <h1 id="path">{path}</h1>
      <label>
        Name <input value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <p>
        <button
          type="button"
          onClick={async () => {
            const selectionIds = (picked ?? []).map(({ id }) => ({ id }))
            const options = { type: 'product', action: 'select', multiple: true, selectionIds } as const
            setPicked((await shopify.resourcePicker(options)) as Picked[] | undefined)
          }}
        >
          Browse
        </button>{' '}
        <button
          type="button"
          onClick={async () => {
            const response = await fetch('/whoami')
            setWhoami(await response.text())
          }}
        >
          Who am I
        </button>{' '}
        <button type="button" onClick={() => shopify.toast.show('It broke', { isError: true })}>
          Break
        </button>
      </p>
      <form data-save-bar onSubmit={(event) => event.preventDefault()}>
        <label>
          Note <input name="note" defaultValue="first" />
        </label>
      </form>
      <p>
        <button
          type="button"
          onClick={async () => {
            await shopify.saveBar.leaveConfirmation()
            const { granted, optional } = await shopify.scopes.query()
            setWhoami(`${granted.length} granted, ${optional.length} optional`)
          }}
        >
          Count scopes
        </button>
      </p>
      <pre id="picked">
        {picked === undefined ? 'cancelled' : JSON.stringify(picked?.map((each) => each.title))}
      </pre>
      <pre id="whoami">{whoami}</pre>
    </div>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
