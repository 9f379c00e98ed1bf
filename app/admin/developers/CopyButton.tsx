import { Button, useCopyToClipboard } from '@shopify/polaris'
import { ClipboardCheckIcon, ClipboardIcon } from '@shopify/polaris-icons'

const WORDS = { inactive: 'Copy', copied: 'Copied', failed: 'Copy manually' } as const

export type CopyButtonProps = {
  readonly text: string
  /** Name of the text for screen readers. */
  readonly name: string
  /** Whether to show a labelled button. Otherwise an icon shows beside the text. */
  readonly isAlone?: boolean
  /** The words of a labelled button. */
  readonly label?: string
}

/** Button that copies a text. */
export function CopyButton({ text, name, isAlone = false, label = WORDS.inactive }: CopyButtonProps) {
  const [copy, status] = useCopyToClipboard({ timeout: 4000 })
  const common = {
    icon: status === 'copied' ? ClipboardCheckIcon : ClipboardIcon,
    accessibilityLabel: `${WORDS[status]}: ${name}`,
    onClick: () => copy(text),
  }
  if (isAlone) {
    return (
      <Button {...common} size={label === WORDS.inactive ? 'medium' : 'micro'}>
        {status === 'inactive' ? label : WORDS[status]}
      </Button>
    )
  }
  if (status !== 'failed') return <Button {...common} variant="tertiary" size="micro" />
  return (
    <Button {...common} variant="tertiary" size="micro">
      {WORDS.failed}
    </Button>
  )
}
