type ToastOptions = { readonly duration?: number; readonly isError?: boolean }

let count = 0

/** Show a short message at the bottom of the page; answers its id. */
export function showToast(message: string, { duration = 5000, isError = false }: ToastOptions = {}): string {
  count += 1
  const id = `palisade-toast-${count}`
  const toast = document.createElement('div')
  toast.id = id
  toast.className = 'palisade-toast'
  toast.setAttribute('role', isError ? 'alert' : 'status')
  toast.textContent = message
  if (isError) toast.dataset.error = ''
  document.body.append(toast)
  setTimeout(() => toast.remove(), duration)
  return id
}
