import { Button, type ButtonProps, InlineStack } from '@shopify/polaris'
import { useTheme } from './ThemeProvider.tsx'

/** Words of each link to the theme editor. */
export const OPEN_EDITOR = 'Open the theme editor'

/** Button that opens the theme editor in a tab of its own, with the gate block about to be added. */
export function EditorLink({ variant }: Pick<ButtonProps, 'variant'>) {
  const { editorUrl } = useTheme()
  return (
    <InlineStack>
      <Button {...(variant && { variant })} url={editorUrl} target="_blank">
        {OPEN_EDITOR}
      </Button>
    </InlineStack>
  )
}
