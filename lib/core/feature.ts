/** Something that may be missing on this host or engine; what is missing carries the sentence that says why. */
export type Feature<T> = { state: 'available'; value: T } | { state: 'unavailable'; reason: string }

export function available<T>(value: T): Feature<T> {
  return { state: 'available', value }
}

export function unavailable(reason: string): Feature<never> {
  return { state: 'unavailable', reason }
}
