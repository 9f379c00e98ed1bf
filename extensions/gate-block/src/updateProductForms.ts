import {
  type ChooseFormProofsParameters,
  chooseFormProofs,
  type FormProofs,
} from './cart/chooseFormProofs.ts'
import { listRoots } from './cart/listRoots.ts'
import {
  type FormsProduct,
  findProductForms,
  proofInputName,
  readField,
  writeFormProof,
} from './cart/productForms.ts'
import type { OpenGate } from './state.ts'

export type SyncProductFormsResult = {
  /** Whether a form of the product can be reached, and the variant chosen in the first, or null. Walks the page once. */
  readonly read: () => { readonly hasForm: boolean; readonly chosen: number | null }
  /** The gates that the placed proofs open. */
  readonly listOpen: () => readonly OpenGate[]
  /**
   * Put these proofs into the forms from now on, unless the present ones are better; answers when they end, in unix
   * seconds.
   */
  readonly place: (parameters: Omit<ChooseFormProofsParameters, 'held'>) => number
}

/** How long a price may stand beside another variant's, if a theme tells of the choice by no event at all. */
const LOOK_MS = 300

/**
 * Keep the proof of the chosen variant in each product form of the page. `onVariant` is called when the shopper has
 * chosen another variant; null if no form names one any more.
 */
export function updateProductForms(
  config: FormsProduct,
  signal: AbortSignal,
  onVariant: (variantId: number | null) => void,
): SyncProductFormsResult {
  const find = (roots = listRoots(document)) => findProductForms(roots, config)
  const readChosen = ([form] = find()) => (form && +readField(form, 'id')) || null
  let held: FormProofs = { lineProofs: [], gates: [] }
  let chosen = readChosen()

  // A proof of another variant opens the same gates: use it until the right one is there.
  const proofFor = (form: HTMLFormElement) => {
    const own = held.lineProofs.filter((line) => line.productId === config.productId)
    const variantId = +readField(form, 'id')
    return (own.find((line) => line.variantId === variantId) ?? own[0])?.proof ?? null
  }
  const write = (forms = find()) => {
    for (const form of forms) writeFormProof(form, proofFor(form))
  }
  // A theme may have replaced the form since; only the submitted data counts.
  const addProof = (event: Event) => {
    const form = event.target as HTMLFormElement
    const proof = find().includes(form) ? proofFor(form) : null
    if (proof !== null) (event as FormDataEvent).formData.set(proofInputName, proof)
  }
  // The event does not leave a shadow root. Adding the same listener again does nothing.
  const follow = (roots: readonly ParentNode[]) => {
    for (const root of roots) root.addEventListener('formdata', addProof, { signal })
  }
  // Themes set the hidden id first and send the event later, stop it, or send none: look after each, and now and then.
  // Each look walks the page once.
  const look = () => {
    if (signal.aborted) return
    const roots = listRoots(document)
    follow(roots)
    const forms = find(roots)
    write(forms)
    const now = readChosen(forms)
    if (now === chosen) return
    chosen = now
    onVariant(now)
  }
  follow(listRoots(document))
  for (const type of ['change', 'click', 'submit'])
    window.addEventListener(type, () => setTimeout(look), { capture: true, signal })
  // A block that is about no product has no form.
  const clock = config.productId === -1 ? 0 : setInterval(look, LOOK_MS)
  signal.addEventListener('abort', () => clearInterval(clock))

  return {
    read: () => {
      const found = find()
      return { hasForm: !!found[0], chosen: readChosen(found) }
    },
    listOpen: () => held.gates,
    place: (placed) => {
      held = chooseFormProofs({ ...placed, held })
      write()
      return Math.min(...held.gates.map((gate) => gate.endsAt))
    },
  }
}
