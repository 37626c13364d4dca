/** One line of a file's difference: gone, new, or standing near one of them. */
export type DiffLine = { sign: '-' | '+' | ' '; text: string }

/** Lines that stay are shown up to this far from a difference. */
const NEAR = 2
/** Longer files are told as a whole, old then new: comparing costs lines times lines. */
const MOST_LINES = 2000

/** What differs between two texts line by line, with what stands around it; null for a file that is not there. */
export function lineDiff(before: string | null, after: string | null): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const all = old.length > MOST_LINES || now.length > MOST_LINES ? [...old.map(gone), ...now.map(added)] : compared(old, now)
  const changed = all.flatMap((line, i) => (line.sign === ' ' ? [] : [i]))
  return all.filter((_, i) => changed.some((at) => Math.abs(at - i) <= NEAR))
}

const gone = (text: string): DiffLine => ({ sign: '-', text })
const added = (text: string): DiffLine => ({ sign: '+', text })

/** The longest common run of lines by dynamic programming; what is not in it is gone or new. */
function compared(old: string[], now: string[]): DiffLine[] {
  const width = now.length + 1
  const longest = new Uint16Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--) longest[i * width + j] = old[i] === now[j] ? longest[(i + 1) * width + j + 1]! + 1 : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push({ sign: ' ', text: old[i]! })
      i++
      j++
    } else if (j >= now.length || (i < old.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) lines.push(gone(old[i++]!))
    else lines.push(added(now[j++]!))
  }
  return lines
}

function linesOf(text: string | null): string[] {
  return text === null || text === '' ? [] : text.replace(/\n$/, '').split('\n')
}
