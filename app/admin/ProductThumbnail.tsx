import { Thumbnail } from '@shopify/polaris'
import { ImageIcon } from '@shopify/polaris-icons'

/** A product's picture, or a placeholder of the same size. */
export function ProductThumbnail({ imageUrl, title }: { imageUrl: string | null; title: string }) {
  return <Thumbnail source={imageUrl ?? ImageIcon} alt={imageUrl ? title : ''} size="small" />
}
