/**
 * Remove a map's oldest entries once it has more than `most`: a tenth at once. One at a time would cost more with each
 * removed entry, because a map finds its first one by stepping over all that were deleted since it last grew.
 */
export function removeOldest(map: Map<string, unknown>, { most }: { readonly most: number }): void {
  if (map.size <= most) return
  const kept = most - Math.floor(most / 10)
  for (const key of map.keys()) {
    if (map.size <= kept) return
    map.delete(key)
  }
}
