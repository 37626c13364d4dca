/** Run inside a namespace: asks URL until it answers 200, at most MILLISECONDS. The certificate is the console's own. */
import { get } from 'node:https'

const [url = '', limit = '60000'] = process.argv.slice(2)
const end = Date.now() + Number(limit)
let last = 'no answer'

function ask() {
  const asked = get(url, { rejectUnauthorized: false, timeout: 5000 }, (answer) => {
    answer.resume()
    if (answer.statusCode === 200) process.exit(0)
    again(`status ${answer.statusCode}`)
  })
  asked.on('timeout', () => asked.destroy(new Error('timed out')))
  asked.on('error', (error) => again(error.message))
}

/** @param {string} why */
function again(why) {
  last = why
  if (Date.now() < end) return void setTimeout(ask, 200)
  process.stderr.write(`${url}: ${last}\n`)
  process.exit(1)
}

ask()
