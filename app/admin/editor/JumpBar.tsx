import { Button, ButtonGroup } from '@shopify/polaris'

/** The places that the bar leads to. */
export const FORM = 'gate-form-start'
export const BESIDE = 'gate-beside'

/** On a narrow screen, a bar at its end that leads from the form to status and preview, and back. */
export function JumpBar() {
  return (
    <nav className="palisade-jump" aria-label="Parts of this page">
      <ButtonGroup variant="segmented" fullWidth>
        <Button onClick={() => setView(FORM)}>Form</Button>
        <Button onClick={() => setView(BESIDE)}>Status and preview</Button>
      </ButtonGroup>
    </nav>
  )
}

function setView(id: string): void {
  const place = document.getElementById(id)
  place?.scrollIntoView({ block: 'start' })
  place?.focus({ preventScroll: true })
}
