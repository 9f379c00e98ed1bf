import {
  type ChooseFormProofsParameters,
  chooseFormProofs,
  type FormProofs,
} from './cart/chooseFormProofs.ts'
import { findProductForms, proofInputName, readField, writeFormProof } from './cart/productForms.ts'
import type { GateConfig } from './readConfig.ts'

export type FollowProductFormsParameters = {
  readonly document: Document
  readonly config: Pick<GateConfig, 'productId' | 'prices'>
  /** Called when the shopper has chosen another variant. */
  readonly onVariant: (variantId: number) => void
  readonly signal: AbortSignal
}
export type FollowProductFormsResult = {
  /** The variant the page's first product form has chosen. */
  readonly readChosen: () => number | null
  /** Keep these proofs in the forms from now on, or better ones that are there; answers when they end. */
  readonly place: (parameters: Omit<ChooseFormProofsParameters, 'held'>) => number
}

/** Keep the product forms of the page carrying the proof of the variant they have chosen. */
export function followProductForms(parameters: FollowProductFormsParameters): FollowProductFormsResult {
  const { document, config, onVariant, signal } = parameters
  const find = () => findProductForms({ document, ...config })
  const readChosen = () => {
    const [form] = find()
    return (form && +readField(form, 'id')) || null
  }
  let held: FormProofs = { lineProofs: [], gates: [] }
  let chosen = readChosen()

  // Another variant's proof opens the same gates: better than none until the right one is there.
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

  // Themes set the hidden id first and tell of it later, or never: look once the event is through.
  document.addEventListener('change', () => setTimeout(follow), { signal })
  // A theme may have replaced the form since; what is sent is what counts.
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
