/** Makes keys unique: the second row that asks for the same key gets ` #2` behind it, and so on. One per `rows()` call. */
export function uniqueKeys(): (key: string) => string {
  const seen = new Map<string, number>()
  return (key) => {
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return count === 1 ? key : `${key} #${count}`
  }
}
