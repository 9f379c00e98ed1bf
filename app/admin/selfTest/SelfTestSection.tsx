/** Whether everything a purchase needs is in place. */
export function SelfTestSection() {
  return null
}
