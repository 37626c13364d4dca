/** `npm run lab VERB`: the test lab from the command line. */
import { hostNamed, lan, router } from '../e2e/lab/config.mjs'
import { cutPower, install, reboot, reset } from '../e2e/lab/host.mjs'
import { down, isWhole, labInfo, up } from '../e2e/lab/lab.mjs'
import { hostEnv, onHost } from '../e2e/lab/machine.mjs'
import { inNetns } from '../e2e/lab/network.mjs'
import { runHere, say } from '../e2e/lab/run.mjs'

const usage = `npm run lab VERB [-- options]

  up [-- --without-product]  hosts, router and LAN; then prints where to go
  down                       ends and removes all of it; only the cache stays
  status                     what runs
  shell PLACE                a shell there
  reset HOST                 a clean host
  reboot HOST                off and on again, same disk
  powercut HOST              the same without warning
  install HOST               the build in dist/ in place of the installed one
  exec PLACE -- COMMAND ...  (with: node scripts/lab.mjs)

HOST is modern or old; PLACE also router or lan. up and status take --json: one line on stdout.
`

/** @param {string} place @param {string[]} argv */
function there(place, argv) {
  if (place === 'router') return runHere(inNetns(router.netns, argv))
  if (place === 'lan') return runHere(inNetns(lan.netns, argv))
  return runHere(onHost(hostNamed(place), argv), hostEnv)
}

/** @param {boolean} json */
function print(json) {
  const info = labInfo()
  if (json) return void process.stdout.write(`${JSON.stringify(info)}\n`)
  for (const { name, engine, url, leaderPid, address } of info.hosts) {
    const { setupToken, fingerprint } = info.credentials[name]
    const rows = [`${name}: ${leaderPid ? `${engine}, ${address}` : `off; "npm run lab reboot ${name}" starts it with its disk, "up" with a clean one`}`]
    if (leaderPid && fingerprint) {
      rows.push(`  ${url}`, `  certificate SHA-256 ${fingerprint}`)
      rows.push(setupToken ? `  setup token ${setupToken}` : '  has its first administrator')
    }
    process.stdout.write(`${rows.join('\n')}\n`)
  }
  process.stdout.write(`browser on the LAN: ${lan.chromium}\n`)
}

/**
 * @param {string} verb
 * @param {string[]} args
 * @returns {Promise<number>} exit code
 */
async function main(verb, args) {
  const [place = '', ...rest] = args
  const json = args.includes('--json')
  switch (verb) {
    case 'up':
      await up({ product: !args.includes('--without-product') })
      print(json)
      return 0
    case 'down':
      await down()
      return 0
    case 'status':
      print(json)
      return isWhole(labInfo()) ? 0 : 1
    case 'shell':
      return there(place, ['bash', '--login'])
    case 'exec':
      return there(place, rest[0] === '--' ? rest.slice(1) : rest)
    case 'reset':
    case 'reboot':
    case 'powercut':
    case 'install': {
      const work = { reset, reboot, powercut: cutPower, install }[verb]
      const began = Date.now()
      await work(hostNamed(place))
      say(`${verb} ${place}: ${((Date.now() - began) / 1000).toFixed(1)} s`)
      return 0
    }
    default:
      process.stderr.write(usage)
      return 2
  }
}

const [verb = '', ...args] = process.argv.slice(2)
try {
  process.exitCode = await main(verb, args)
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
