'use client'

/**
 * Radix locks scrolling behind dialogs with a <style> of its own and asks for its nonce under this global name (package get-nonce).
 * Without it the content policy refuses that style, and the page would scroll behind a dialog.
 */
export function NonceForStyles({ nonce }: { nonce: string }) {
  if (typeof window !== 'undefined') Object.assign(globalThis, { __webpack_nonce__: nonce })
  return null
}
