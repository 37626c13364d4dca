import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** SHA-256 of a file's text (UTF-8) as hex, as `write-file` compares it; null is the absent file. Pure, so that plans made anywhere name the file they mean. */
export function hashOfText(text: string | null): string | null {
  return text === null ? null : bytesToHex(sha256(utf8ToBytes(text)))
}
