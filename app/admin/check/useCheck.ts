import { useFetcher } from '@remix-run/react'
import { useState } from 'react'
import type { GateForm } from '../../core/gate/form.ts'
import { useAnswer } from '../useAnswer.ts'
import type { ChangeAnswer } from '../views.ts'
import { readBlock } from './readBlock.ts'
import { MAX_CHECKED_WALLETS, readTypedWallet, splitWallets } from './readWallets.ts'
import type { CheckQuestion, CheckView } from './views.ts'

type Draft = Omit<CheckQuestion, 'wallets' | 'form'> & { readonly wallets: string }
export type CheckErrors = { readonly wallets?: string; readonly block?: string }

/** Check wallets against the form of a gate on the server. The answer stays until the question is edited. */
export function useCheck({ form, chain }: { form: GateForm; chain: string }) {
  const fetcher = useFetcher<ChangeAnswer<CheckView>>({ key: 'check-wallets' })
  const [draft, setDraft] = useState<Draft>({ wallets: '', chain, block: '' })
  const [answer, setAnswer] = useState<ChangeAnswer<CheckView> | null>(null)
  const [errors, setErrors] = useState<CheckErrors>({})
  useAnswer(fetcher, setAnswer)
  return {
    draft,
    answer,
    errors,
    isChecking: fetcher.state !== 'idle',
    edit: (change: Partial<Draft>) => {
      setDraft({ ...draft, ...change })
      setErrors({})
      setAnswer(null)
    },
    check: () => {
      const question: Omit<CheckQuestion, 'form'> = {
        ...draft,
        wallets: splitWallets(draft.wallets),
        block: draft.block.trim(),
      }
      const wrong = findCheckErrors(question)
      setErrors(wrong)
      setAnswer(null)
      if (Object.keys(wrong).length > 0) return
      fetcher.submit(
        { ...question, form, wallets: [...question.wallets] },
        { method: 'post', encType: 'application/json', action: '/app/gates/check' },
      )
    },
  }
}

/** Validate a question before it is sent to the server. */
export function findCheckErrors({ wallets, block }: Omit<CheckQuestion, 'form'>): CheckErrors {
  const wrong = wallets.find((text) => readTypedWallet(text) === null)
  const isBlock = block === '' || readBlock(block) !== null
  const walletError =
    wallets.length === 0
      ? 'Enter at least one wallet address.'
      : wallets.length > MAX_CHECKED_WALLETS
        ? `Check at most ${MAX_CHECKED_WALLETS} wallets at a time.`
        : wrong === undefined
          ? null
          : `“${wrong.length > 50 ? `${wrong.slice(0, 50)}…` : wrong}” is not a wallet address.`
  return {
    ...(walletError === null ? {} : { wallets: walletError }),
    ...(isBlock ? {} : { block: 'Enter the block number in digits.' }),
  }
}
