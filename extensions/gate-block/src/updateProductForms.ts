import {
  type ChooseFormProofsParameters,
  chooseFormProofs,
  type FormProofs,
} from './cart/chooseFormProofs.ts'
import { findProductForms, proofInputName, readField, writeFormProof } from './cart/productForms.ts'
import type { GateConfig } from './readConfig.ts'

export type SyncProductFormsParameters = {
  readonly document: Document
  readonly config: Pick<GateConfig, 'productId' | 'prices'>
  /** Called when the shopper has chosen another variant. */
  readonly onVariant: (variantId: number) => void
  readonly signal: AbortSignal
}
export type SyncProductFormsResult = {
  /** The variant chosen in the page's first product form, or null. */
  readonly readChosen: () => number | null
  /**
   * Put these proofs into the forms from now on, unless the present ones are better; answers when they end, in unix
   * seconds.
   */
  readonly place: (parameters: Omit<ChooseFormProofsParameters, 'held'>) => number
}

/** Keep the proof of the chosen variant in each product form of the page. */
export function updateProductForms(parameters: SyncProductFormsParameters): SyncProductFormsResult {
  const { document, config, onVariant, signal } = parameters
  const find = () => findProductForms({ document, ...config })
  const readChosen = () => {
    const [form] = find()
    return (form && +readField(form, 'id')) || null
  }
  let held: FormProofs = { lineProofs: [], gates: [] }
  let chosen = readChosen()

  // A proof of another variant opens the same gates: use it until the right one is there.
  const proofFor = (form: HTMLFormElement) => {
    const own = held.lineProofs.filter((line) => line.productId === config.productId)
    const variantId = +readField(form, 'id')
    return (own.find((line) => line.variantId === variantId) ?? own[0])?.proof ?? null
  }
  const write = () => {
    for (const form of find()) writeFormProof({ form, proof: proofFor(form) })
  }
  const follow = () => {
    if (signal.aborted) return
    write()
    const now = readChosen()
    if (now === null || now === chosen) return
    chosen = now
    onVariant(now)
  }

  // Themes set the hidden id first and send the event later, or never: read it after the event.
  document.addEventListener('change', () => setTimeout(follow), { signal })
  // A theme may have replaced the form since; only the submitted data counts.
  document.addEventListener(
    'formdata',
    (event) => {
      const form = event.target as HTMLFormElement
      if (!find().includes(form)) return
      const proof = proofFor(form)
      if (proof !== null) event.formData.set(proofInputName, proof)
    },
    { signal },
  )

  return {
    readChosen,
    place: (placed) => {
      held = chooseFormProofs({ ...placed, held })
      write()
      return Math.min(...held.gates.map((gate) => gate.endsAt))
    },
  }
}
