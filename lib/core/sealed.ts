/** What stands for a secret: 64 bits of a keyed digest of it, so that the same secret has the same word and another secret another one. */
const WORD = /\bsealed-([0-9a-f]{16})\b/g
/** Credentials of a URL. */
const IN_URL = /(?<scheme>\b[a-z][a-z0-9+.-]{0,20}:\/\/)(?!sealed-[0-9a-f]{16}@)(?<login>[^\s/"'@]+)@/
/** The text of a JSON member whose name says that it is a secret, as `log-opts` have them (splunk-token). */
const IN_MEMBER = /(?<name>"[\w.-]*(?:token|password|passwd|secret|credential)[\w.-]*"\s*:\s*")(?!sealed-[0-9a-f]{16}")(?<text>(?:[^"\\\n]|\\.)+)(?=")/
/** The same on a command line: `--log-opt splunk-token=…`. */
const IN_FLAG = /(?<flag>\b[\w.-]*(?:token|password|passwd|secret|credential)[\w.-]*=)(?!sealed-[0-9a-f]{16}(?:[\s"',]|$))(?<value>[^\s"',]+)/
// In one pass, so that no secret is sealed inside another one.
const SECRET = new RegExp([IN_URL, IN_MEMBER, IN_FLAG].map(({ source }) => source).join('|'), 'gi')

/**
 * Takes secrets in and out of text. `seal` puts a word for each secret in a text, `whole` one for a text that is a secret as it is; what it gives may be stored, logged and shown. `open` puts the secrets back, for the
 * moment of writing a file or running a command; words that stand for nothing known are answered instead of a text.
 */
export type Sealer = { seal(text: string): string; whole(secret: string): string; open(text: string): { text: string } | { unknown: string } }

/** Text with a word in the place of each secret: credentials in URLs, and what is named token, password, secret or credential. `idOf` gives 16 hex digits. */
export function sealText(text: string, idOf: (secret: string) => string): string {
  return text.replace(SECRET, (...found: unknown[]) => {
    const part = found.at(-1) as Record<'scheme' | 'login' | 'name' | 'text' | 'flag' | 'value', string | undefined>
    const word = `sealed-${idOf(part.login ?? part.text ?? part.value ?? '')}`
    return `${part.scheme ?? part.name ?? part.flag ?? ''}${word}${part.login === undefined ? '' : '@'}`
  })
}

/** Whether a text is nothing but the word for a secret; its id then. */
export function wordId(text: string): string | null {
  return /^sealed-([0-9a-f]{16})$/.exec(text)?.[1] ?? null
}

/** Text with the secrets back in it, or the first word that stands for none. */
export function openText(text: string, secretOf: (id: string) => string | null): { text: string } | { unknown: string } {
  let unknown: string | null = null
  const opened = text.replace(WORD, (word, id: string) => {
    const secret = secretOf(id)
    if (secret === null) unknown ??= word
    return secret ?? word
  })
  return unknown === null ? { text: opened } : { unknown }
}

/** The sealer that knows no secrets, for texts that have none and for tests. */
export const NO_SECRETS: Sealer = { seal: (text) => text, whole: (secret) => secret, open: (text) => ({ text }) }
