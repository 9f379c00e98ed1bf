import { Thumbnail } from '@shopify/polaris'
import { ImageIcon } from '@shopify/polaris-icons'

/** A product's picture, or a placeholder of the same size. Its title stands beside it, so the picture says nothing. */
export function ProductThumbnail({ imageUrl }: { imageUrl: string | null }) {
  return <Thumbnail source={imageUrl ?? ImageIcon} alt="" size="small" />
}
