import type { CartPageFacts } from '../types.ts'
import { addMissingLines, listMissingLines } from './addMissingLines.ts'

const find = <Tag extends Element>(selector: string) => document.querySelector<Tag>(selector)
const facts = JSON.parse(find('#facts')?.textContent ?? '') as CartPageFacts
const { lines, path, words } = facts
const send = (url: string, init: RequestInit) => fetch(url, init)
const button = find<HTMLButtonElement>('button')
const status = find('[role=status]')
const openNext = () => location.replace(path)
const renderWord = (text: string) => status?.replaceChildren(text)

// Whoever opens the link again has everything already, and is asked nothing. A cart that cannot be read is told on a tap.
listMissingLines({ lines, send }).then(
  (missing) => missing.length === 0 && openNext(),
  () => undefined,
)

button?.addEventListener('click', async () => {
  // A disabled button would lose the focus.
  if (button.ariaDisabled === 'true') return
  button.ariaDisabled = 'true'
  renderWord(words.adding)
  try {
    const added = await addMissingLines({ lines, send })
    if (added.kind === 'whole') return openNext()
    renderWord(words.missed)
    button.remove()
    const link = find<HTMLAnchorElement>('a')
    link?.replaceChildren(words.goOn)
    link?.classList.add('main')
    link?.focus()
  } catch {
    renderWord(words.failed)
    button.ariaDisabled = 'false'
  }
})
