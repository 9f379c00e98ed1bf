import { useAppBridge } from '@shopify/app-bridge-react'
import { Button } from '@shopify/polaris'

/** Button that copies the link of a pass. */
export function CopyLinkButton({ link, about }: { readonly link: string; readonly about: string }) {
  const shopify = useAppBridge()
  const copy = () =>
    navigator.clipboard.writeText(link).then(
      () => shopify.toast.show('Link copied'),
      () => shopify.toast.show('Your browser did not allow copying', { isError: true }),
    )
  return (
    <Button
      size="micro"
      accessibilityLabel={`Copy the link of the pass of ${about}`}
      onClick={() => void copy()}
    >
      Copy link
    </Button>
  )
}
