import type { Wallet } from '../../../../../extensions/gate-block/src/wallets/types.ts'
import { composeSentence } from '../../../words/composeSentence.ts'
import type { ChainChoice, PageAnswer, PageFacts, TokenNames } from '../types.ts'
import { createApps } from './createApps.ts'
import { describeStop } from './describeStop.ts'
import { familyOfWallet, listenForWallets } from './listenForWallets.ts'
import { canNeedMemo, isDeclined, login } from './login.ts'
import { findPart, renderOutcome } from './render.ts'
import { renderWallets, setFocusOnWallets } from './renderWallets.ts'
import { sendStep } from './sendStep.ts'
import { canSignMemo } from './signWith.ts'

/** Slightly longer than the time that wallets have to announce themselves. */
const NONE_AFTER_MS = 400

const facts = JSON.parse(findPart('facts').textContent ?? '') as PageFacts
if (facts.kind === 'deliver') renderFinish(facts)
else runLogin(facts)

function renderFinish({ answer, speech: { page } }: Extract<PageFacts, { kind: 'deliver' }>): void {
  const isThere = canDeliver(answer)
  findPart('text').textContent = isThere ? page.closing : page.noOpenerText
  if (isThere) sendToClient(answer)
}

function runLogin(facts: Extract<PageFacts, { kind: 'login' }>): void {
  const { projectName, host, chains, cancel, site, speech } = facts
  const { dialog, page } = speech
  if (!canDeliver(cancel)) {
    findPart('foot').remove()
    renderOutcome({ title: page.noOpener, text: page.noOpenerText, buttons: [] })
    return
  }
  // Only the EVM family has several chains to choose from.
  const evmChains = chains.filter(({ family }) => family === 'evm')
  const solana = chains.find(({ family }) => family === 'solana')
  const families = [...new Set([facts.chain, ...chains].map(({ family }) => family))]
  let chain = facts.chain
  let names: TokenNames = {}
  let wallets: readonly Wallet[] = []
  let isChoosing = true
  let last: Wallet | null = null
  let looking = new AbortController()

  const list = () => {
    isChoosing = true
    renderWallets({
      wallets,
      chains: evmChains,
      chosenChain: chain.slug,
      chooseChain,
      choose: start,
      searchAgain: searchWallets,
      createApps: site && (() => createApps({ site, host, families, speech })),
      speech,
    })
  }
  const chooseChain = (slug: string) => {
    chain = chains.find((one) => one.slug === slug) ?? chain
  }
  const searchWallets = () => {
    looking.abort()
    looking = new AbortController()
    const wait = (callback: () => void, milliseconds: number) => void setTimeout(callback, milliseconds)
    const onChange = (found: readonly Wallet[]) => {
      wallets = found
      if (isChoosing) list()
    }
    listenForWallets({ families, onChange, wait, signal: looking.signal })
    // Only after this time it is certain that there is no wallet.
    wait(() => wallets.length === 0 && isChoosing && list(), NONE_AFTER_MS)
  }
  const end = (title: string, answer: PageAnswer) => {
    findPart('foot').remove()
    const text = answer.kind === 'redirect' ? composeSentence(page.doneText, { host }) : page.closing
    renderOutcome({ title, text, buttons: [] })
    sendToClient(answer)
  }
  const chainOf = (wallet: Wallet): ChainChoice => {
    const family = familyOfWallet(wallet)
    return (chain.family !== family && (family === 'solana' ? solana : evmChains[0])) || chain
  }
  const start = (wallet: Wallet, isLedger = false) => {
    const chain = chainOf(wallet)
    isChoosing = false
    let address: string | null = null
    const askForAccount = last === wallet
    last = wallet
    const onAddress = (known: string) => {
      address = known
    }
    login({ wallet, askForAccount, isLedger, facts, chain, onAddress }).then(
      (answer) => end(page.done, answer),
      (error: unknown) => {
        const isRejection = isDeclined(error)
        const chainName = chain.name
        const said = describeStop({ error, isRejection, chainName, projectName, address, names, speech })
        const again = { label: dialog.again, press: () => retry(wallet, isLedger) }
        const another = { label: dialog.back, press: choose }
        if (!isLedger && canSignMemo(wallet) && canNeedMemo(error)) {
          const ledger = { label: dialog.ledgerContinue, press: () => retry(wallet, true) }
          renderOutcome({ title: dialog.ledger, text: dialog.ledgerText, buttons: [ledger, again, another] })
          return
        }
        renderOutcome({ ...said, buttons: said.help === 'again' ? [again, another] : [another] })
      },
    )
  }
  const retry = (wallet: Wallet, isLedger: boolean) => {
    last = null
    start(wallet, isLedger)
  }
  const choose = () => {
    list()
    setFocusOnWallets()
  }

  findPart('cancel').addEventListener('click', () => end(page.cancelled, cancel))
  searchWallets()
  if (facts.hasTokens) {
    sendStep<TokenNames>({ step: 'names', query: facts.query }).then(
      (found) => {
        names = found
        for (const element of document.querySelectorAll<HTMLElement>('[data-token]')) {
          element.textContent = found[element.dataset.token ?? ''] ?? element.textContent
        }
      },
      // Without names, the page keeps showing addresses.
      () => {},
    )
  }
}

/** Whether the answer has a recipient. */
function canDeliver({ kind }: PageAnswer): boolean {
  return kind === 'redirect' || window.opener !== null
}

/**
 * Deliver a login's answer to the client: redirect, or post it to the window that opened this one. That window receives
 * it only if its origin is the registered one.
 */
function sendToClient(answer: PageAnswer): void {
  if (answer.kind === 'redirect') {
    location.replace(answer.url)
    return
  }
  const { opener } = window as { opener: Window | null }
  opener?.postMessage({ type: 'authorization_response', response: answer.response }, answer.origin)
  window.close()
}
