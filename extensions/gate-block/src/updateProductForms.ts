import {
  type ChooseFormProofsParameters,
  chooseFormProofs,
  type FormProofs,
} from './cart/chooseFormProofs.ts'
import {
  findProductForms,
  listRoots,
  proofInputName,
  readField,
  writeFormProof,
} from './cart/productForms.ts'
import type { GateConfig } from './readConfig.ts'

export type SyncProductFormsParameters = {
  readonly document: Document
  readonly config: Pick<GateConfig, 'productId' | 'prices'>
  /** Called when the shopper has chosen another variant; null if no form names one any more. */
  readonly onVariant: (variantId: number | null) => void
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

/** How long a price may stand beside another variant's, if a theme tells of the choice by no event at all. */
const LOOK_MS = 300

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
    if (now === chosen) return
    chosen = now
    onVariant(now)
  }

  // A theme may have replaced the form since; only the submitted data counts.
  const addProof = (event: Event) => {
    const form = event.target as HTMLFormElement
    const proof = find().includes(form) ? proofFor(form) : null
    if (proof !== null) (event as FormDataEvent).formData.set(proofInputName, proof)
  }
  // The event does not leave a shadow root.
  const followed = new WeakSet<ParentNode>()
  const followRoots = () => {
    for (const root of listRoots(document)) {
      if (followed.has(root)) continue
      followed.add(root)
      root.addEventListener('formdata', addProof, { signal })
    }
  }
  followRoots()
  // Themes set the hidden id first and send the event later, stop it, or send none: look after each, and now and then.
  const look = () => {
    followRoots()
    follow()
  }
  for (const type of ['change', 'click', 'submit'])
    window.addEventListener(type, () => setTimeout(look), { capture: true, signal })
  const clock = setInterval(look, LOOK_MS)
  signal.addEventListener('abort', () => clearInterval(clock))

  return {
    readChosen,
    place: (placed) => {
      held = chooseFormProofs({ ...placed, held })
      write()
      return Math.min(...held.gates.map((gate) => gate.endsAt))
    },
  }
}
