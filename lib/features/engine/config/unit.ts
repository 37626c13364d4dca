/** A file that has a say in how systemd starts the engine: the unit, its drop-ins in the order in which they count, and environment files. */
export type UnitFile = { path: string; kind: 'unit' | 'drop-in' | 'environment'; text: string }

/** How the unit would start the engine: the words of its command line, and the file that says them. */
export type UnitStart = { words: string[]; from: string | null; environmentFrom: string[] }

/**
 * The command line out of a unit and its drop-ins (systemd.service(5), systemd.unit(5)): the last `ExecStart=` counts, an empty one forgets those before;
 * `$NAME` and `${NAME}` come from `Environment=` and, above it, the environment files. Null if nothing starts it.
 */
export function unitStart(files: readonly UnitFile[]): UnitStart | null {
  let exec: { line: string; from: string } | null = null
  const environment = new Map<string, { value: string; from: string }>()
  for (const { path, kind, text } of files) {
    if (kind === 'environment') continue
    for (const [name, value] of serviceLines(text)) {
      if (name === 'ExecStart') exec = value === '' ? null : { line: value, from: path }
      if (name === 'Environment') for (const word of unitWords(value)) put(environment, word, path)
    }
  }
  for (const { path, kind, text } of files) if (kind === 'environment') for (const line of text.split('\n')) if (!/^\s*[#;]/.test(line)) put(environment, unquoted(line.trim()), path)
  if (exec === null) return null
  const from = new Set<string>()
  const words = unitWords(exec.line.replace(/^[-@:+!]+/, '')).flatMap((word) => expanded(word, environment, from))
  return { words, from: exec.from, environmentFrom: [...from] }
}

/** Paths of the environment files that unit files name, without the dash that allows their absence. */
export function environmentPaths(texts: readonly string[]): string[] {
  let paths: string[] = []
  for (const text of texts) for (const [name, value] of serviceLines(text)) if (name === 'EnvironmentFile') paths = value === '' ? [] : [...paths, value.replace(/^-/, '')]
  return paths.filter((path) => path.startsWith('/') && !/[*?[%]/.test(path))
}

/** `Name=value` lines of the section [Service]; a backslash at the end of a line joins the next one. */
function serviceLines(text: string): [string, string][] {
  const found: [string, string][] = []
  let section = ''
  for (const line of text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)) {
    const head = /^\s*\[([^\]]+)\]\s*$/.exec(line)
    if (head) section = head[1]!
    const pair = /^\s*([A-Za-z]+)\s*=\s*(.*?)\s*$/.exec(line)
    if (pair && section === 'Service') found.push([pair[1]!, pair[2]!])
  }
  return found
}

/** Words of a unit's line: separated by blanks, quotes keep them together. */
function unitWords(line: string): string[] {
  return [...line.matchAll(/(?:[^\s"']|"(?:[^"\\]|\\.)*"|'[^']*')+/g)].map(([word]) => unquoted(word))
}

function unquoted(word: string): string {
  return word.replace(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_all, double: string | undefined, single: string | undefined) => double?.replace(/\\(.)/g, '$1') ?? single ?? '')
}

function put(environment: Map<string, { value: string; from: string }>, word: string, from: string): void {
  const at = word.indexOf('=')
  if (at > 0) environment.set(word.slice(0, at), { value: word.slice(at + 1), from })
}

/** A word with its variables. `$NAME` alone becomes as many words as it holds, none if it is not set; inside a word it is text. */
function expanded(word: string, environment: Map<string, { value: string; from: string }>, from: Set<string>): string[] {
  const take = (name: string): string => {
    const known = environment.get(name)
    if (known) from.add(known.from)
    return known?.value ?? ''
  }
  const alone = /^\$([A-Za-z_]\w*)$/.exec(word)
  if (alone) return unitWords(take(alone[1]!))
  return [word.replace(/\$\{([A-Za-z_]\w*)\}/g, (_all, name: string) => take(name)).replaceAll('$$', '$')]
}
