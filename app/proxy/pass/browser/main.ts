import { loadKey, writeKey } from '../../../../extensions/gate-block/src/session/visitKey.ts'
import { choosePassWords } from '../words.ts'
import { openPass, REMEMBERED } from './openPass.ts'

const message = document.querySelector('p')
const { lang, dir, words } = choosePassWords(navigator.languages)
const renderWord = (word: 'opening' | 'over' | 'failed') => {
  if (message) message.textContent = words[word]
}
Object.assign(document.documentElement, { lang, dir })

renderWord('opening')
openPass({
  location,
  shop: document.documentElement.dataset.shop ?? '',
  storage: localStorage,
  send: (url, init) => fetch(url, init),
  keepKey: async () => {
    const key = await loadKey()
    if (key) await writeKey(key, REMEMBERED)
    return key
  },
  now: Math.floor(Date.now() / 1000),
})
  .then((outcome) => (outcome.kind === 'opened' ? location.replace(outcome.path) : renderWord(outcome.kind)))
  .catch(() => renderWord('failed'))
