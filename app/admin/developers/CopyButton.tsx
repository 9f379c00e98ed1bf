import { Button, useCopyToClipboard } from '@shopify/polaris'
import { ClipboardCheckIcon, ClipboardIcon } from '@shopify/polaris-icons'

const WORDS = { inactive: 'Copy', copied: 'Copied', failed: 'Select and copy it by hand' } as const

/** Copy a text; `name` says what, for who cannot see what stands beside it. */
export function CopyButton({
  text,
  name,
  variant = 'tertiary',
}: {
  text: string
  name: string
  variant?: 'tertiary' | 'primary'
}) {
  const [copy, status] = useCopyToClipboard({ timeout: 4000 })
  return (
    <Button
      icon={status === 'copied' ? ClipboardCheckIcon : ClipboardIcon}
      variant={variant}
      size={variant === 'primary' ? 'medium' : 'micro'}
      accessibilityLabel={`${WORDS[status]}: ${name}`}
      onClick={() => copy(text)}
    >
      {WORDS[status]}
    </Button>
  )
}
