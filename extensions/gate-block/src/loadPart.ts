import { GateError } from './api/GateError.ts'

/** The parts of the block that a page loads when they are needed, by the property of `window` that they set. */
export type PartName = 'palisadeRun' | 'palisadeWalletConnect' | 'palisadeFlow' | 'palisadeQr'

/** A script of some kilobytes that takes longer than this does not come at all. */
const LOAD_MS = 20_000

let policy: Policy | undefined
const loading = new Map<PartName, Promise<unknown>>()

/**
 * Load a part of the block's script, once a page. A script element needs no CORS of the host of the assets, as a module
 * would. A load that failed can be tried again.
 * @throws {GateError} of code `unloaded`
 */
export function loadPart<Part>(name: PartName, url: string): Promise<Part> {
  const known = loading.get(name) as Promise<Part> | undefined
  if (known) return known
  const part = new Promise<Part>((resolve, reject) => {
    const fail = () => {
      loading.delete(name)
      reject(new GateError('unloaded'))
    }
    const timer = setTimeout(fail, LOAD_MS)
    const script = document.createElement('script')
    script.src = toScriptUrl(url)
    script.onload = () => {
      clearTimeout(timer)
      const loaded: Part | undefined = Reflect.get(window, name)
      if (loaded) resolve(loaded)
      else fail()
    }
    script.onerror = fail
    document.head.append(script)
  })
  loading.set(name, part)
  return part
}

type Policy = { readonly createScriptURL: (url: string) => string }
type TrustWindow = Window & {
  readonly trustedTypes?: { createPolicy: (name: string, rules: Policy) => Policy }
}

/**
 * Mark a URL that Liquid wrote as one of a script, where the page's policy asks for that.
 * @see https://w3c.github.io/trusted-types/dist/spec/
 */
function toScriptUrl(url: string): string {
  const rules = { createScriptURL: (text: string) => text }
  // A page that lists the names of policies allows each once.
  policy ??= (window as TrustWindow).trustedTypes?.createPolicy('palisade', rules) ?? rules
  return policy.createScriptURL(url)
}
