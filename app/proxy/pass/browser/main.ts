import { loadKey, writeKey } from '../../../../extensions/gate-block/src/session/visitKey.ts'
import { PASS_WORDS } from '../words.ts'
import { openPass, REMEMBERED } from './openPass.ts'

const message = document.querySelector('p')
const text = PASS_WORDS[navigator.language.slice(0, 2) as keyof typeof PASS_WORDS] ?? PASS_WORDS.en
const renderWord = (word: keyof typeof text) => {
  if (message) message.textContent = text[word]
}

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
