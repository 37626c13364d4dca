import { setup as text } from '../../text/en/setup'
import { chainName } from './foreign-drops'
import { isHeld } from './held'
import { CHOICES, EXPOSURES, type Choice, type ChoiceFit, type ExposureFit, type Look, type LookPrefix } from './schema'

const t = text.choices

/** The global prefix on the uplink, and the one that is routed to this host; undefined without one. */
export function onLinkOf({ prefixes, uplink }: Look): LookPrefix | undefined {
  return prefixes.find(({ reach, kind, dev }) => reach === 'on-link' && kind === 'global' && dev === uplink?.dev)
}
export function routedOf({ prefixes }: Look): LookPrefix | undefined {
  return prefixes.find(({ reach, kind }) => reach === 'routed' && kind === 'global')
}

/** How each of the five ways fits this host, in their order; at most one is recommended, and what is not possible says why. */
export function choicesOf(look: Look): ChoiceFit[] {
  const fits = CHOICES.map((choice): ChoiceFit => {
    const { fit, why } = fitOf(choice, look)
    const drops = fit === 'possible' && isForwarded(choice) ? look.firewall.foreign : []
    return { choice, needs: needsOf(choice, look), fit, why: [why, ...drops.map((one) => text.foreign.drops(chainName(one)))].join(' ') }
  })
  const best = (['routed', 'ndp-proxy', 'private'] as const).find((choice) => {
    const fit = fits.find((one) => one.choice === choice)
    return fit?.fit === 'possible' && (choice !== 'routed' || routedOf(look) !== undefined)
  })
  return fits.map((fit) => (fit.choice === best ? { ...fit, fit: 'recommended' } : fit))
}

function fitOf(choice: Choice, look: Look): Pick<ChoiceFit, 'fit' | 'why'> {
  const { engine, uplink } = look
  const no = (why: string) => ({ fit: 'impossible' as const, why })
  const yes = (why: string) => ({ fit: 'possible' as const, why })
  if (!engine) return no(t.noEngine)
  // Only what containers publish comes from there to the host's own addresses.
  if (engine.rootless && choice !== 'own-addresses') return no(t.rootless)
  const onLink = onLinkOf(look)
  const routed = routedOf(look)
  switch (choice) {
    case 'routed':
      if (!uplink) return no(noUplink(look))
      return yes(routed ? t.routed(routed.prefix) : onLink && !onLink.sure ? t.routedUnsure(onLink.prefix) : t.routedTyped)
    case 'ndp-proxy':
      if (!uplink) return no(noUplink(look))
      if (uplink.pointToPoint) return no(t.tunnel(uplink.dev))
      if (!onLink) return no(t.noOnLink(uplink.dev))
      return onLink.length > 64 ? yes(t.onLinkLong(onLink.prefix, uplink.dev)) : yes(t.onLink(onLink.prefix, uplink.dev))
    case 'private':
      if (!engine.ip6tables && engine.fixed !== null) return no(t.noNat(engine.fixed))
      return yes(uplink ? t.private(uplink.dev) : t.privateAlone)
    case 'own-addresses':
      if (!uplink) return no(noUplink(look))
      return onLink ? yes(engine.userlandProxy ? t.own(onLink.prefix, uplink.dev) : t.ownNoProxy(onLink.prefix, engine.product)) : no(t.noOnLink(uplink.dev))
    case 'lan':
      if (!uplink) return no(noUplink(look))
      if (engine.product === 'podman') return no(t.lanPodman)
      if (uplink.pointToPoint) return no(t.lanTunnel(uplink.dev))
      if (!onLink) return no(t.noOnLink(uplink.dev))
      return /^(wl|wifi|ath)/.test(uplink.dev) ? no(t.wireless(uplink.dev)) : yes(t.lan(onLink.prefix, uplink.dev))
  }
}

/** No default route, and why where that is known. */
function noUplink({ lost }: Look): string {
  const [deaf] = lost.deaf
  const [waiting] = lost.waiting
  return deaf !== undefined ? t.deaf(deaf) : waiting !== undefined ? t.waiting(waiting) : t.noUplink
}

/** What a choice changes besides the networks, in sentences; only what is not so yet. */
function needsOf(choice: Choice, look: Look): string[] {
  const { uplink, forwarding, engine } = look
  const forwards = isForwarded(choice)
  return [
    ...(forwards && uplink && hearsRouters(look) && uplink.acceptRa?.value !== '2' ? [text.needs.acceptRa(uplink.dev)] : []),
    ...(forwards && forwarding?.value !== '1' ? [text.needs.forwarding] : []),
    ...(choice === 'routed' && !isHeld(routedOf(look)?.prefix ?? '', look) ? [text.needs.unreachable] : []),
    ...(choice === 'ndp-proxy' && uplink ? [text.needs.proxyNdp(uplink.dev)] : []),
    ...(choice === 'private' && engine && !engine.ip6tables ? [text.needs.ip6tables(engine.ip6tablesNeeds)] : []),
    ...(choice === 'own-addresses' && startsBefore(look) ? [text.needs.startsLate] : []),
  ]
}

/** Whether this host forwards between containers and its uplink, so that its firewall is on their way. */
export function isForwarded(choice: Choice): boolean {
  return choice === 'routed' || choice === 'ndp-proxy' || choice === 'private'
}

/** Whether the uplink lives on router advertisements that the kernel itself takes: with accept_ra 0 some daemon does, or nobody. */
export function hearsRouters({ uplink, prefixes }: Look): boolean {
  if (!uplink || uplink.acceptRa === null || uplink.acceptRa.value === '0') return false
  return uplink.protocol === 'ra' || prefixes.some(({ source, dev }) => source === 'ra' && dev === uplink.dev)
}

/** Whether the engine starts containers before dock6 has brought back the addresses that they publish at, and nothing starts them again. */
export function startsBefore({ engine, runs }: Look): boolean {
  return engine !== null && !engine.waits && !runs.startsLate
}

/** Whether a choice gives containers global addresses, so that a person has to say who outside may reach them. */
export function asksExposure(choice: Choice): boolean {
  return choice === 'routed' || choice === 'ndp-proxy' || choice === 'lan'
}

/**
 * Who outside can be let in, by choice and engine (libnetwork/drivers/bridge/internal/iptabler of moby). Engines with gateway modes: `routed` lets published ports through, `nat-unprotected` all.
 * Older ones: published ports with ip6tables on (its FORWARD policy drops the rest), all with it off. Podman (netavark) drops nothing, and lets in what nobody else drops.
 */
export function exposuresOf(choice: Choice, look: Look): ExposureFit[] {
  const e = text.exposure
  return EXPOSURES.map((exposure): ExposureFit => {
    const fit = (possible: boolean, why: string): ExposureFit => ({ exposure, possible, why })
    const { engine, firewall } = look
    if (!engine) return fit(false, t.noEngine)
    if (choice === 'lan') return exposure === 'everything' ? fit(true, e.lan) : fit(false, e.lanOnly)
    if (engine.product === 'podman') return exposure === 'published' ? fit(false, e.podmanPublished) : firewall.forwardDrops ? fit(false, e.podmanDrops(firewall.manager)) : fit(true, e.everything)
    const modes = engine.capabilities.gatewayModes === null
    if (exposure === 'published') {
      if (!engine.ip6tables && engine.fixed !== null) return fit(false, t.noNat(engine.fixed))
      return fit(true, `${engine.ip6tables ? e.published : e.publishedRestart(engine.ip6tablesNeeds)}${modes ? '' : ` ${e.masked}`}`)
    }
    if (modes) return engine.capabilities.natUnprotected === null ? fit(true, e.everything) : fit(false, engine.capabilities.natUnprotected)
    if (engine.ip6tables) return fit(false, e.rulesOn(engine.version))
    return firewall.forwardDrops ? fit(false, e.drops(firewall.manager)) : fit(true, e.everythingOld(engine.version))
  })
}
